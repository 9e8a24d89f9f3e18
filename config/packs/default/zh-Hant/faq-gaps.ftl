### 常見問題沒有答到的提問：團隊看到的內容，以及數字。

## 指令

command-promote = 團隊專用：把一則回覆做成常見問題條目
command-promote-title = 它回答的問題，一句話
command-promote-menu = 做成常見問題
faq-verb-gaps = 沒有答到的問題
faq-verb-gaps-all = 全部列出
faq-verb-stats = 近 30 天答了多少

## 一個缺口

faq-gaps-week =
    { $gaps ->
        [0] **本週常見問題。** 沒有哪個問題一再被問到需要單獨列出的程度。
       *[other] **本週常見問題：** 有 { $gaps } 個問題一再被問到，卻沒有合適的答案，列在下面。
    }
    還沒處理的共 { $open } 個，隨時可以用 /faq gaps 查看。
faq-gap-title =
    { $week ->
        [0] 🕳 **總共問過 { $asked } 次，最近沒有人問**
       *[other] 🕳 **近 7 天問了 { $week } 次，沒有合適的答案** · 總共 { $asked } 次
    }
faq-gap-wrong = 之前用 **{ $title }**（`{ $topic }`）回答：問的不是這個。
faq-gap-near = 最接近的主題：{ $topics }
faq-gap-nothing-near = 沒有接近的主題。
faq-gap-became-entry = ✅ { $name } **新增了條目**：{ $title }（`{ $topic }`）
faq-gap-became-phrasing = ✅ { $name } 把它**加到「{ $title }」**，當作另一種問法：{ $phrasing }
faq-gap-ignored = 🔕 { $name } **已略過**。提問次數變成兩倍，或滿 { $days } 天後會再出現。
button-gap-entry = 新增條目
button-gap-ignore = 略過
button-gap-undo = 復原
menu-gap-phrasing = 當作另一種問法加到……
faq-gap-make = **新條目（{ $language }）**，名稱是 `{ $topic }`。先選分類，再寫答案；看過預覽之後才會發布。第一種問法是：
faq-gap-done-phrasing = 好了。之後這樣問的人會看到「{ $title }」。
faq-gap-done-ignored = 已略過。
faq-gap-done-undone = 已復原，這個問題重新列為未處理。
faq-gap-taken = 這句話已經指向「{ $title }」（`{ $topic }`）。請先在那邊刪掉，或直接選那個主題。
faq-gap-topic-gone = 這個主題已經停用。請選別的，或新增條目。

## 清單

faq-gaps-title = **沒有合適答案的問題**
faq-gaps-line = **{ $asked } 次** { $question }
faq-gaps-page = 第 { $page } / { $pages } 頁 · 未處理 { $gaps } 個
faq-gaps-few = 沒有問題被問到三次以上。用 /faq gaps all 可以看問得比較少的。
faq-gaps-none = 目前沒有待處理的問題。
faq-gaps-off = 這裡不保留沒有答到的問題。管理員可以用 `faq.collects_questions` 開啟。
menu-gaps = 打開其中一個
button-gaps-before = ← 上一頁
button-gaps-next = 下一頁 →
faq-missed-title = **常常答非所問的答案：**
faq-missed-line = { $title }（`{ $topic }`）：最近 { $answers } 次裡有 { $wrong } 次

## 把回覆做成條目

faq-promote-how = 在那則回覆的選單裡選「做成常見問題」，或用 /promote 回覆那則訊息。
faq-promote-whose = 只有團隊成員寫的內容才能做成條目。想自己寫，請用 /faq add。
faq-promote-nothing = 裡面沒有可以做成條目的文字。想自己寫，請用 /faq add。
faq-promote-in-private = 草稿準備好了。請在私訊裡打開，以免群組成員看到。
faq-promote-read = ⚠️ **發布前請先讀過一遍。** 姓名、數字、地址和連結都已拿掉，顯示為「[—]」；請確認沒有留下與當事人有關的內容。分類：{ $category }
button-promote = 打開草稿
menu-promote = 換一個分類

## 數字

faq-stats-title = **近 { $days } 天的常見問題**
faq-stats-total = { NUMBER($asked, useGrouping: 1) } 個提問 · 回覆 { NUMBER($answered, useGrouping: 1) } · 有幫助 { $helped } · 答非所問 { $refused } · 轉真人 { $human } · **自助解決率 { $rate }%**
faq-stats-unanswered = 完全沒有答到：{ NUMBER($count, useGrouping: 1) }
faq-stats-languages = 語言：{ $shares }
faq-stats-share = { $language } { $share }%
faq-stats-line = **{ $title }** 提問 { $asked }，回覆 { $answered }：{ $helped } 👍 { $refused } 👎 { $human } 🙋 · { $rate }%
faq-stats-rest = _其餘 { $topics } 個主題：_提問 { $asked }，回覆 { $answered }：{ $helped } 👍 { $refused } 👎 { $human } 🙋 · { $rate }%
faq-stats-best = 最好：{ $title }，{ $rate }%
faq-stats-worst = 最差：{ $title }，{ $rate }%
faq-stats-how = _👍 有幫助，👎 答非所問，🙋 轉真人。自助解決：已回覆，之後沒有 👎 也沒有 🙋。有 { $silent } 次回覆後沒有下文：只算沒有回音，不算有幫助。_
faq-stats-none = 近 { $days } 天沒有人提問。
