### 常见问题没有答上的提问：团队看到的内容，以及数字。

## 命令

command-promote = 团队专用：把一条回答做成常见问题条目
command-promote-title = 它回答的问题，一句话
command-promote-menu = 做成常见问题
faq-verb-gaps = 没有答上的问题
faq-verb-gaps-all = 全部列出
faq-verb-stats = 最近 30 天答了多少

## 一个缺口

faq-gaps-week =
    { $gaps ->
        [0] **本周常见问题。** 没有哪个问题被反复问到需要单独列出的程度。
       *[other] **本周常见问题：** 有 { $gaps } 个问题被反复问到，却没有合适的答案，见下。
    }
    未处理的共 { $open } 个，随时可用 /faq gaps 查看。
faq-gap-title =
    { $week ->
        [0] 🕳 **共问过 { $asked } 次，最近没有人问**
       *[other] 🕳 **最近 7 天问了 { $week } 次，没有合适的答案** · 共 { $asked } 次
    }
faq-gap-wrong = 曾用 **{ $title }**（`{ $topic }`）回答：问的不是这个。
faq-gap-near = 最接近的主题：{ $topics }
faq-gap-nothing-near = 没有接近的主题。
faq-gap-became-entry = ✅ { $name } **新建了条目**：{ $title }（`{ $topic }`）
faq-gap-became-phrasing = ✅ { $name } 把它**加到了“{ $title }”**，作为另一种问法：{ $phrasing }
faq-gap-ignored = 🔕 { $name } **已忽略**。提问次数翻倍或满 { $days } 天后会再次出现。
button-gap-entry = 新建条目
button-gap-ignore = 忽略
button-gap-undo = 撤销
menu-gap-phrasing = 作为另一种问法加到……
faq-gap-make = **新条目（{ $language }）**，名称为 `{ $topic }`。先选分类，再写答案；看过预览之后才会发布。第一种问法是：
faq-gap-done-phrasing = 好了。以后这样问的人会看到“{ $title }”。
faq-gap-done-ignored = 已忽略。
faq-gap-done-undone = 已撤销，这个问题重新列为未处理。
faq-gap-taken = 这句话已经指向“{ $title }”（`{ $topic }`）。请先在那里删掉，或者直接选那个主题。
faq-gap-topic-gone = 该主题已停用。请另选一个，或新建条目。

## 列表

faq-gaps-title = **没有合适答案的问题**
faq-gaps-line = **{ $asked } 次** { $question }
faq-gaps-page = 第 { $page } / { $pages } 页 · 未处理 { $gaps } 个
faq-gaps-few = 没有问题被问到三次以上。用 /faq gaps all 查看问得较少的。
faq-gaps-none = 目前没有待处理的问题。
faq-gaps-off = 这里不保留没有答上的问题。管理员可以用 `faq.collects_questions` 打开。
menu-gaps = 打开其中一个
button-gaps-before = ← 上一页
button-gaps-next = 下一页 →
faq-missed-title = **经常答非所问的答案：**
faq-missed-line = { $title }（`{ $topic }`）：最近 { $answers } 次中有 { $wrong } 次

## 把回答做成条目

faq-promote-how = 在那条回答的菜单里选“做成常见问题”，或者用 /promote 回复那条回答。
faq-promote-whose = 只有团队成员写的内容才能做成条目。要自己写，请用 /faq add。
faq-promote-nothing = 里面没有可以做成条目的文字。要自己写，请用 /faq add。
faq-promote-in-private = 草稿已备好。请在私聊里打开，免得群成员看到。
faq-promote-read = ⚠️ **发布前请先通读。** 姓名、数字、地址和链接已经去掉，显示为“[—]”；请看看还有没有留下与当事人有关的内容。分类：{ $category }
button-promote = 打开草稿
menu-promote = 换一个分类

## 数字

faq-stats-title = **最近 { $days } 天的常见问题**
faq-stats-total = { NUMBER($asked, useGrouping: 1) } 个提问 · 答复 { NUMBER($answered, useGrouping: 1) } · 有帮助 { $helped } · 答非所问 { $refused } · 转人工 { $human } · **自助解决率 { $rate }%**
faq-stats-unanswered = 完全没有答上：{ NUMBER($count, useGrouping: 1) }
faq-stats-languages = 语言：{ $shares }
faq-stats-share = { $language } { $share }%
faq-stats-line = **{ $title }** 提问 { $asked }，答复 { $answered }：{ $helped } 👍 { $refused } 👎 { $human } 🙋 · { $rate }%
faq-stats-rest = _其余 { $topics } 个主题：_提问 { $asked }，答复 { $answered }：{ $helped } 👍 { $refused } 👎 { $human } 🙋 · { $rate }%
faq-stats-best = 最好：{ $title }，{ $rate }%
faq-stats-worst = 最差：{ $title }，{ $rate }%
faq-stats-how = _👍 有帮助，👎 答非所问，🙋 转人工。自助解决：已答复，之后既没有 👎 也没有 🙋。有 { $silent } 次答复后没有回音：只算没有回音，不算有帮助。_
faq-stats-none = 最近 { $days } 天没有人提问。
