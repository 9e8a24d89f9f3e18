### 工作人員維護常見問題解答時看到的文字。寫法同 ui.ftl。

## Commands

faq-verb-add = 為新主題撰寫解答
faq-verb-edit = 修改解答
faq-verb-history = 誰在什麼時候改了什麼
faq-verb-revert = 還原先前的版本
faq-verb-alias = 新增一種問法
faq-verb-disable = 停用解答
faq-verb-enable = 重新啟用解答
faq-verb-review = 很久沒人檢查過的解答
faq-moderators-only = 只有版主以上才能修改解答。你可以查看 /faq history 和 /faq review 。如果想搜尋這些字詞，請用 /ask。
faq-in-private = 修改解答不適合在群組裡進行。請在和我的私訊裡傳送同樣的指令。
faq-add-how = 請寫上新主題的名稱：/faq words:add tx.new_topic 。只能用小寫字母、數字、點和底線。
faq-add-needs-forms = 新解答要在表單裡寫，這裡沒有表單。請到 Discord 操作：/faq words:add { $topic }
faq-topic-there = 主題 { $topic } 已經存在。要修改請用 /faq edit { $topic }
faq-wrong-topic = 主題名稱只能用小寫字母、數字、點和底線，例如 account.locked，最多 60 個字元。請換一個名稱：/faq add tx.new_topic
faq-name-taken = { $topic } 的開頭和 { $other } 相同，按鈕無法分辨：按鈕只放得下 25 個字母，而且 . 和 _ 在那裡沒有差別。請換一個開頭不同的名稱。
faq-which-topic = 請寫上主題：/faq { $verb } account.locked 。只輸入 /faq 可以查看所有主題。
faq-no-topic = 沒有主題 { $topic }。/faq 可以查看所有主題；/faq add { $topic } 可以新增。如果想搜尋這些字詞，請用 /ask。
faq-no-topic-but = 沒有主題 { $topic }。你要找的是 { $list } 嗎？如果想搜尋這些字詞，請用 /ask。
faq-no-entry = { $topic } 還沒有{ $language }的解答。請先寫一份：/faq edit { $topic } { $locale }
faq-draft-gone = 這份內容已超過一天，或者不是你的，我沒有保留。請用 /faq edit 重新開始。

## The card of an answer

faq-card = ✏️ **{ $topic }** · { $language }
faq-card-nothing = 成員看不到這種語言的解答；如果有其他語言的，會看到那一份。
faq-card-checked = 上次檢查：{ $date }
faq-card-unchecked = 從未檢查
faq-card-due = ⏰ { $checked }，請再讀一遍
faq-card-asks = 問法：{ $count } 種
faq-card-languages = 使用中的語言：{ $list }
faq-card-missing = 還缺少：{ $list }
faq-from-pack = 使用中：內容包原文。
faq-from-pack-again = 使用中：已還原為內容包原文，{ $when }（{ $name }）。
faq-from-revision = 使用中：版本 { $number }，由 { $name } 修改，{ $when }。
faq-not-in-force = 已由 { $name } 停用，{ $when }（版本 { $number }）。
faq-never-written = 還沒有人寫過。
faq-needs-forms = 內容要在表單裡寫，這裡沒有表單。請到 Discord 操作：/faq words:edit { $topic } { $locale }
faq-too-long = { $field }：有 { $length } 個字元，表單最多容納 { $longest } 個，所以保持原樣。請在內容包的檔案裡修改。
faq-other-language = 其他語言
faq-language-missing = 還沒寫
faq-new-topic = **新主題 { $topic }** · { $language }。請選擇類別，接著會開啟表單。
button-faq-text = 修改內容
button-faq-write = 開始撰寫
button-faq-asks = 問法
button-faq-still-right = 內容仍然正確
button-faq-disable = 停用
button-faq-enable = 重新啟用
button-faq-history = 歷史紀錄

## The preview

faq-preview = 👁 **預覽：{ $topic }** · { $language }。尚未發布。
faq-preview-group = **— 在群組裡 —**
faq-preview-private = **— 在私訊裡 —**
faq-preview-clean = ✅ 沒有發現問題。
faq-preview-ready = 請用成員的角度讀一遍，再發布。
faq-preview-blocked = 現在還不能發布。請用「再改一下」處理標有 ⛔ 的項目。
faq-changed = 有更動：{ $fields }
faq-secret-refused = 沒有儲存：內容含有助記詞、金鑰或權杖（token）。請移除後重新開始。
faq-published = 已發布。下一個關於 { $topic } 的提問就會得到新的解答。
faq-published-already = 這份內容已經發布過了。/faq history 可以查看。
faq-dropped = 已捨棄，沒有任何更動。
faq-changed-meanwhile = 沒有發布：{ $name } 在這段期間修改了 { $topic }（{ $when }，版本 { $number }）。請用 /faq history { $topic } { $locale } 查看。如果要用你的內容取代，請按下面的按鈕繼續。
button-faq-publish = 發布
button-faq-publish-why = 發布並註明原因
button-faq-again = 再改一下
button-faq-drop = 捨棄
button-faq-over = 再看一次我的，用來取代對方的

faq-field-title = 標題
faq-field-short = 簡短解答
faq-field-body = 完整解答
faq-field-asks = 問法
faq-field-never = 千萬不要做的事
faq-field-category = 類別
faq-field-related = 相關主題
faq-field-needs = 需要準備的資料
faq-field-links = 連結
faq-field-reviewed = 檢查日期

faq-wrong-no-title = 缺少標題：成員會怎麼稱呼這件事？
faq-wrong-no-short = 缺少簡短解答：群組裡只顯示這一段。
faq-wrong-no-body = 缺少完整解答：成員在私訊裡讀的就是它。
faq-wrong-no-asks = 缺少問法：至少寫一個成員會用的問句，一行一個。
faq-wrong-category = 沒有類別。請捨棄這份內容，用 /faq add 重新開始並選擇類別。
faq-wrong-other-category = 這裡的類別是{ $here }，另一種語言裡卻是{ $there }。請捨棄這份內容，用 /faq edit 重新開始。
faq-wrong-long = { $field }：有 { $length } 個字元，最多 { $longest } 個。請精簡。
faq-wrong-same = 和成員現在看到的一字不差。請做些修改，或者捨棄。
faq-stranger = ⚠️ { $what } 不在我們的官方連結和地址之中。確定是我們的嗎？
faq-no-such-link = ⚠️ 設定裡沒有名為 { $name } 的連結：成員看不到用到它的那一行。
faq-no-placeholder = ⚠️ 成員會原樣看到 { $what }。我只會填入 { $known }。
faq-no-such-relative = ⚠️ 相關主題 { $topic } 目前沒有使用。
faq-phrasing-taken = ⚠️ 「{ $words }」同時也是 { $topic }（{ $title }）的問法。請從其中一處移除。
faq-ranks-first = 「{ $words }」目前會用 { $topic }（{ $title }）回答。
faq-ranks-among = 「{ $words }」目前會先推薦 { $topic }（{ $title }）。
faq-ranks-nothing = 「{ $words }」目前什麼也找不到。
faq-ranks-more = 另外還有 { $count } 種新問法。

## Acts

faq-alias-how = 請照成員的說法寫上問句：/faq alias { $topic } 我的幣去哪了
faq-alias-there = 「{ $words }」已經是 { $topic } 的問法了。
faq-alias-taken = 「{ $words }」是 { $topic }（{ $title }）的問法。請先在那裡移除：/faq edit { $topic }
faq-alias-added = 從現在起，「{ $words }」是 { $topic }（{ $language }）的一種問法。先前的情況：
faq-disabled = { $topic } 已停用：{ $languages }。/faq enable { $topic } 可以重新啟用。
faq-nothing-to-disable = { $topic } 在那裡沒有使用。原因請看 /faq history { $topic }
faq-enabled = { $topic } 已重新啟用：{ $languages }。
faq-nothing-to-enable = { $topic } 並沒有停用。/faq edit { $topic } 可以查看。
faq-revert-how = 請說明要哪個版本：/faq history { $topic } 裡的編號，或者用「pack」表示內容包原文。例如 /faq revert { $topic } 12
faq-no-revision = { $topic } 沒有版本 { $number }。/faq history { $topic } 列出了所有版本。
faq-in-force-already = 成員現在看到的就是它。沒有任何更動。
faq-reverted = { $topic } 已還原為版本 { $number }。下一個提問就會得到它。
faq-reverted-to-pack = { $topic } 已還原為內容包原文，之後隨內容包更新。
faq-not-in-pack = 內容包裡沒有{ $language }的 { $topic }。要停止使用請用 /faq disable { $topic }
faq-look-again = 在你開啟之後它又被改過。請再讀一遍：/faq edit { $topic } { $locale }
faq-reviewed = 已記下，謝謝。我會在 { $date } 再來詢問。

## History

faq-history = 🕘 **{ $topic }** · { $language }，最新的在前
faq-history-line = **{ $number }** · { $what } · { $name } · { $when }
faq-history-others = 其他語言也有更動：{ $list }。查看方式：/faq history { $topic } 加上語言代號。
faq-history-none = { $topic }（{ $language }）就是內容包原文，沒有人改過。
faq-history-nothing = 還沒有人寫過{ $language }的 { $topic }。/faq edit 可以查看哪些語言有解答。
faq-history-look = 查看某個版本
button-faq-back = 還原這個版本
button-faq-as-packed = 還原為內容包原文
faq-what-added = 新寫
faq-what-edited = 修改
faq-what-reverted = 還原
faq-what-alias = 新增問法
faq-what-disabled = 停用
faq-what-enabled = 重新啟用
faq-what-reviewed = 已檢查，仍然正確
faq-what-promoted = 由工作人員的回答寫成

## Review

faq-review = ⏰ **有 { $count } 則{ $language }解答需要再看一遍。** 最久沒人讀的在前。請選擇一則，讀過後按「內容仍然正確」，或者修改。
faq-review-none = ✅ 沒有需要檢查的{ $language }解答。
faq-review-others = 其他語言需要檢查的：{ $list }。查看方式：/faq review 加上語言代號。
faq-review-look = 選擇解答
faq-review-due = ⏰ 常見問題裡有 { $count } 則解答很久沒有檢查了。內容還正確嗎？
button-faq-review = 查看

## Cards for the staff rooms

faq-card-added = 📝 **{ $name }** 寫了一則解答：**{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-edited = 📝 **{ $name }** 修改了 **{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-alias = 📝 **{ $name }** 為 **{ $title }** 新增了一種問法（{ $topic }，{ $language }，版本 { $number }）
faq-card-reverted = 📝 **{ $name }** 還原了 **{ $title }** 先前的版本（{ $topic }，{ $language }，版本 { $number }）
faq-card-disabled = 📝 **{ $name }** 停用了 **{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-enabled = 📝 **{ $name }** 重新啟用了 **{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-reviewed = 📝 **{ $name }** 檢查了 **{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-undone = ↩️ **已由** { $name } **收回**（{ $at }）。
faq-why = 原因：{ $why }
faq-undone = 已收回。成員看到的是先前的內容。
faq-undo-late = 在這之後又有更動，或者已經收回過了。/faq history 可以查看使用中的版本。
button-faq-undo = 收回

## Forms

form-faq-entry = 常見問題解答
form-faq-entry-title = 標題
form-faq-entry-title-hint = 成員會怎麼稱呼這件事。會顯示在按鈕上。
form-faq-entry-short = 簡短解答（群組用）
form-faq-entry-short-hint = 兩三句話，單獨看也能懂。最多 350 個字元。
form-faq-entry-body = 完整解答（私訊用）
form-faq-entry-body-hint = Markdown 格式：清單、編號步驟，粗體用兩個星號。絕不索取機密資訊。
form-faq-entry-asks = 問法，一行一個
form-faq-entry-asks-hint = 照成員的寫法，錯字也可以。十種比兩種好。
form-faq-entry-never = 千萬不要做的事，一行一條
form-faq-entry-never-hint = 不要付錢請任何人解鎖帳號。
form-faq-asks = 問法
form-faq-asks-asks = 一行一個
form-faq-asks-asks-hint = 照成員的寫法，錯字也可以。十種比兩種好。
form-faq-why = 發布並註明原因
form-faq-why-why = 原因，記入歷史
form-faq-why-why-hint = 只有工作人員會看到，可以不填。
