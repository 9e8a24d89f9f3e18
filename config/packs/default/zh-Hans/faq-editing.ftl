### 工作人员维护常见问题解答时看到的文字。写法同 ui.ftl。

## Commands

faq-verb-add = 为新主题写解答
faq-verb-edit = 修改解答
faq-verb-history = 谁在什么时候改了什么
faq-verb-revert = 恢复以前的版本
faq-verb-alias = 增加一种问法
faq-verb-disable = 停用解答
faq-verb-enable = 重新启用解答
faq-verb-review = 很久没人核对过的解答
faq-moderators-only = 只有管理员及以上才能修改解答。你可以查看 /faq history 和 /faq review 。如果想搜索这些词，请用 /ask。
faq-in-private = 修改解答不适合在群里进行。请在和我的私聊里发送同样的命令。
faq-add-how = 请写上新主题的名称：/faq words:add tx.new_topic 。只能用小写字母、数字、点和下划线。
faq-add-needs-forms = 新解答要在表单里写，这里没有表单。请到 Discord 上操作：/faq words:add { $topic }
faq-topic-there = 主题 { $topic } 已经存在。要修改请用 /faq edit { $topic }
faq-wrong-topic = 主题名称只能用小写字母、数字、点和下划线，例如 account.locked，最多 60 个字符。请换一个名称：/faq add tx.new_topic
faq-name-taken = { $topic } 的开头和 { $other } 一样，按钮无法区分：按钮只容得下 25 个字母，而且 . 和 _ 在那里没有区别。请换一个开头不同的名称。
faq-which-topic = 请写上主题：/faq { $verb } account.locked 。只输入 /faq 可以查看全部主题。
faq-no-topic = 没有主题 { $topic }。/faq 可以查看全部主题；/faq add { $topic } 可以新建。如果想搜索这些词，请用 /ask。
faq-no-topic-but = 没有主题 { $topic }。是不是想找 { $list }？如果想搜索这些词，请用 /ask。
faq-no-entry = { $topic } 还没有{ $language }的解答。请先写一份：/faq edit { $topic } { $locale }
faq-draft-gone = 这份内容已超过一天，或者不是你的，我没有保留。请用 /faq edit 重新开始。

## The card of an answer

faq-card = ✏️ **{ $topic }** · { $language }
faq-card-nothing = 成员看不到这种语言的解答；如果有其他语言的，会看到那一份。
faq-card-checked = 上次核对：{ $date }
faq-card-unchecked = 从未核对
faq-card-due = ⏰ { $checked }，请再读一遍
faq-card-asks = 问法：{ $count } 种
faq-card-languages = 使用中的语言：{ $list }
faq-card-missing = 还缺少：{ $list }
faq-from-pack = 使用中：内容包原文。
faq-from-pack-again = 使用中：已恢复为内容包原文，{ $when }（{ $name }）。
faq-from-revision = 使用中：版本 { $number }，由 { $name } 修改，{ $when }。
faq-not-in-force = 已由 { $name } 停用，{ $when }（版本 { $number }）。
faq-never-written = 还没有人写过。
faq-needs-forms = 内容要在表单里写，这里没有表单。请到 Discord 上操作：/faq words:edit { $topic } { $locale }
faq-too-long = { $field }：有 { $length } 个字符，表单最多容纳 { $longest } 个，因此保持原样。请在内容包的文件里修改。
faq-other-language = 其他语言
faq-language-missing = 还没写
faq-new-topic = **新主题 { $topic }** · { $language }。请选择类别，随后会打开表单。
button-faq-text = 修改内容
button-faq-write = 开始写
button-faq-asks = 问法
button-faq-still-right = 内容仍然正确
button-faq-disable = 停用
button-faq-enable = 重新启用
button-faq-history = 历史记录

## The preview

faq-preview = 👁 **预览：{ $topic }** · { $language }。还没有发布。
faq-preview-group = **— 在群里 —**
faq-preview-private = **— 在私聊里 —**
faq-preview-clean = ✅ 没有发现问题。
faq-preview-ready = 请站在成员的角度读一遍，再发布。
faq-preview-blocked = 现在还不能发布。请用“再改一下”处理带 ⛔ 的项目。
faq-changed = 有改动：{ $fields }
faq-secret-refused = 没有保存：内容含有助记词、密钥或令牌（token）。请去掉后重新开始。
faq-published = 已发布。下一个关于 { $topic } 的提问就会得到新的解答。
faq-published-already = 这份内容已经发布过了。/faq history 可以查看。
faq-dropped = 已放弃，没有任何改动。
faq-changed-meanwhile = 没有发布：{ $name } 在此期间修改了 { $topic }（{ $when }，版本 { $number }）。请用 /faq history { $topic } { $locale } 查看。如果要用你的内容替换，请点下面的按钮继续。
button-faq-publish = 发布
button-faq-publish-why = 发布并写明原因
button-faq-again = 再改一下
button-faq-drop = 放弃
button-faq-over = 再看一遍我的，用来替换对方的

faq-field-title = 标题
faq-field-short = 简短解答
faq-field-body = 完整解答
faq-field-asks = 问法
faq-field-never = 千万不要做的事
faq-field-category = 类别
faq-field-related = 相关主题
faq-field-needs = 需要准备的资料
faq-field-links = 链接
faq-field-reviewed = 核对日期

faq-wrong-no-title = 缺少标题：成员会怎么称呼这件事？
faq-wrong-no-short = 缺少简短解答：群里只显示这一段。
faq-wrong-no-body = 缺少完整解答：成员在私聊里读的就是它。
faq-wrong-no-asks = 缺少问法：至少写一个成员会用的问句，每行一个。
faq-wrong-category = 没有类别。请放弃这份内容，用 /faq add 重新开始并选择类别。
faq-wrong-other-category = 这里的类别是{ $here }，另一种语言里却是{ $there }。请放弃这份内容，用 /faq edit 重新开始。
faq-wrong-long = { $field }：有 { $length } 个字符，最多 { $longest } 个。请精简。
faq-wrong-same = 和成员现在看到的一字不差。请做些修改，或者放弃。
faq-stranger = ⚠️ { $what } 不在我们的官方链接和地址之中。确定是我们的吗？
faq-no-such-link = ⚠️ 设置里没有名为 { $name } 的链接：成员看不到用到它的那一行。
faq-no-placeholder = ⚠️ 成员会原样看到 { $what }。我只会填写 { $known }。
faq-no-such-relative = ⚠️ 相关主题 { $topic } 没有在使用。
faq-phrasing-taken = ⚠️ “{ $words }”同时也是 { $topic }（{ $title }）的问法。请从其中一处去掉。
faq-ranks-first = “{ $words }”目前会用 { $topic }（{ $title }）回答。
faq-ranks-among = “{ $words }”目前会先推荐 { $topic }（{ $title }）。
faq-ranks-nothing = “{ $words }”目前什么也找不到。
faq-ranks-more = 另外还有 { $count } 种新问法。

## Acts

faq-alias-how = 请照成员的说法写上问句：/faq alias { $topic } 我的币去哪了
faq-alias-there = “{ $words }”已经是 { $topic } 的问法了。
faq-alias-taken = “{ $words }”是 { $topic }（{ $title }）的问法。请先在那里去掉：/faq edit { $topic }
faq-alias-added = 从现在起，“{ $words }”是 { $topic }（{ $language }）的一种问法。此前的情况：
faq-disabled = { $topic } 已停用：{ $languages }。/faq enable { $topic } 可以重新启用。
faq-nothing-to-disable = { $topic } 在那里没有使用。原因请看 /faq history { $topic }
faq-enabled = { $topic } 已重新启用：{ $languages }。
faq-nothing-to-enable = { $topic } 并没有停用。/faq edit { $topic } 可以查看。
faq-revert-how = 请说明要哪个版本：/faq history { $topic } 里的编号，或者用“pack”表示内容包原文。例如 /faq revert { $topic } 12
faq-no-revision = { $topic } 没有版本 { $number }。/faq history { $topic } 列出了所有版本。
faq-in-force-already = 成员现在看到的就是它。没有任何改动。
faq-reverted = { $topic } 已恢复为版本 { $number }。下一个提问就会得到它。
faq-reverted-to-pack = { $topic } 已恢复为内容包原文，以后随内容包更新。
faq-not-in-pack = 内容包里没有{ $language }的 { $topic }。要停止使用请用 /faq disable { $topic }
faq-look-again = 在你打开之后它又被改过。请再读一遍：/faq edit { $topic } { $locale }
faq-reviewed = 已记下，谢谢。我会在 { $date } 再来询问。

## History

faq-history = 🕘 **{ $topic }** · { $language }，最新的在前
faq-history-line = **{ $number }** · { $what } · { $name } · { $when }
faq-history-others = 其他语言也有改动：{ $list }。查看方法：/faq history { $topic } 加上语言代号。
faq-history-none = { $topic }（{ $language }）就是内容包原文，没有人改过。
faq-history-nothing = 还没有人写过{ $language }的 { $topic }。/faq edit 可以查看哪些语言有解答。
faq-history-look = 查看某个版本
button-faq-back = 恢复这个版本
button-faq-as-packed = 恢复为内容包原文
faq-what-added = 新写
faq-what-edited = 修改
faq-what-reverted = 恢复
faq-what-alias = 增加问法
faq-what-disabled = 停用
faq-what-enabled = 重新启用
faq-what-reviewed = 已核对，仍然正确
faq-what-promoted = 由工作人员的回答写成

## Review

faq-review = ⏰ **有 { $count } 条{ $language }解答需要再看一遍。** 最久没人读的在前。请选择一条，读过后点“内容仍然正确”，或者修改。
faq-review-none = ✅ 没有需要核对的{ $language }解答。
faq-review-others = 其他语言需要核对的：{ $list }。查看方法：/faq review 加上语言代号。
faq-review-look = 选择解答
faq-review-due = ⏰ 常见问题里有 { $count } 条解答很久没有核对了。内容还正确吗？
button-faq-review = 查看

## Cards for the staff rooms

faq-card-added = 📝 **{ $name }** 写了一条解答：**{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-edited = 📝 **{ $name }** 修改了 **{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-alias = 📝 **{ $name }** 为 **{ $title }** 增加了一种问法（{ $topic }，{ $language }，版本 { $number }）
faq-card-reverted = 📝 **{ $name }** 恢复了 **{ $title }** 以前的版本（{ $topic }，{ $language }，版本 { $number }）
faq-card-disabled = 📝 **{ $name }** 停用了 **{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-enabled = 📝 **{ $name }** 重新启用了 **{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-reviewed = 📝 **{ $name }** 核对了 **{ $title }**（{ $topic }，{ $language }，版本 { $number }）
faq-card-undone = ↩️ **已由** { $name } **撤回**（{ $at }）。
faq-why = 原因：{ $why }
faq-undone = 已撤回。成员看到的是之前的内容。
faq-undo-late = 在这之后又有改动，或者已经撤回过了。/faq history 可以查看正在使用的版本。
button-faq-undo = 撤回

## Forms

form-faq-entry = 常见问题解答
form-faq-entry-title = 标题
form-faq-entry-title-hint = 成员会怎么称呼这件事。会显示在按钮上。
form-faq-entry-short = 简短解答（群里用）
form-faq-entry-short-hint = 两三句话，单独看也能懂。最多 350 个字符。
form-faq-entry-body = 完整解答（私聊里用）
form-faq-entry-body-hint = Markdown 格式：列表、编号步骤，加粗用两个星号。绝不索要机密信息。
form-faq-entry-asks = 问法，每行一个
form-faq-entry-asks-hint = 照成员的写法，错别字也可以。十种比两种好。
form-faq-entry-never = 千万不要做的事，每行一条
form-faq-entry-never-hint = 不要付钱请任何人解锁账户。
form-faq-asks = 问法
form-faq-asks-asks = 每行一个
form-faq-asks-asks-hint = 照成员的写法，错别字也可以。十种比两种好。
form-faq-why = 发布并写明原因
form-faq-why-why = 原因，记入历史
form-faq-why-why-hint = 只有工作人员会看到，可以不填。
