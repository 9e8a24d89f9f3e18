### What members and staff read. **bold**, _italic_ and `code` are understood; arguments are always shown as they are.
### Commands stand between spaces or beside punctuation: a platform links them only there.

## To everybody

hello = **欢迎，我是 { $community } 的客服助手。**
help-title = **{ $community } 客服助手**
help-text =
    有问题直接在这里问，用你习惯的语言和说法就行。也可以选择：
    /faq – 按主题查看解答
    /support – 联系人工客服
    /status – 查看你的工单
    /language – 选择语言
never-share =
    ⚠️ 我们绝不会主动给你发消息，也绝不会索要你的助记词、私钥、密码、双重验证码（2FA）或远程控制权限，更不会要求你支付所谓的“验证”款项。
command-unknown = 我不认识这个命令。用 /help 可以查看我能做什么。
not-allowed = 这个功能仅供工作人员使用。如果你需要帮助，请用 /support。
button-expired = 这个按钮已经失效。请用 /help 重新开始。
button-not-yours = 这个按钮属于别人的提问。请自己提问，或用 /support。
error-try-again = 我们这边出了点问题，团队已经收到通知。请一分钟后再试。
unknown = 未知
cancelled = 好的，已经取消。想重新开始时，随时可以用 /support。
nothing-to-cancel = 目前没有可以取消的操作。用 /help 可以查看我能做什么。

button-human = 联系人工客服
button-helped = 有帮助
button-not-my-question = 不是我要问的
button-open-ticket = 开工单

language-name = 简体中文
language-auto = 跟随应用的语言
language-which = 你希望我用哪种语言？
language-set = 好的，之后我会用简体中文与你交流。
language-auto-set = 好的，之后我会跟随你应用的语言。
language-unknown = 这种语言我还不会。目前支持：{ $known }
menu-language = 选择语言

## Questions and answers

faq-source = 来源：常见问题 · { $title }
faq-did-you-mean = 你想问的是不是下面这些？
faq-nothing = 这个问题我还没有答案。可以换个说法、浏览主题，或联系人工客服。
faq-topics = 想了解哪方面？请选择主题，或用 /ask 直接提问。
faq-needs = **如果要联系人工客服，请先准备好：**
faq-glad = 那就好。平时也请多加小心。
menu-topic = 选择主题
private-unknown = 我没太明白你需要什么。可以换个说法、浏览主题，或联系人工客服。

## Tickets: the member’s side

support-in-private = 我们到私聊里继续吧，那里没有旁人看得到。
support-which = 是哪方面的问题？
support-describe =
    **{ $category }**
    请用一条消息说明经过：你做了什么、看到了什么、什么时间。附上交易哈希或截图会更有帮助。
support-describe-again = 这条消息是空的。请简单说说发生了什么，或用 /cancel 取消。
support-no-place = 我无法在这里开启私密对话，请向管理员求助。
menu-category = 选择类别
category-account = 账户
category-account-hint = 登录、注册、身份验证、限额
category-transaction = 交易
category-transaction-hint = 充值、提现、兑换、手续费
category-security = 安全
category-security-hint = 被盗、助记词泄露、可疑人士联系
category-technical = 技术
category-technical-hint = 应用、网站、钱包连接
category-project = 项目
category-project-hint = 代币、路线图、活动
category-legal = 法律
category-legal-hint = 条款、税务文件、监管
category-complaint = 投诉
category-complaint-hint = 我们有做得不好的地方
category-support = 客服支持
category-education = 学习
category-other = 其他
category-other-hint = 以上都不是
ticket-opened = **你的工单号是 #{ $number }。**会有人工客服查看。
ticket-opened-how = 想补充内容，随时在这里发消息。/status 查看进度，/close 关闭工单。
ticket-opened-thread = 你的工单号是 #{ $number }。我正在为你开一个私密子区，请到那里继续。
ticket-thread-failed = 暂时无法为你的工单 #{ $number } 打开私密子区。你写的内容已保留，我们的团队也已收到通知。子区一开好，我就在里面提醒你。
ticket-added = 已补充到你未关闭的工单 #{ $number }。
ticket-too-many = 你已有 { $limit } 个未关闭的工单，请在其中继续沟通；用 /status 可以查看。
ticket-flood = 消息有点多，我每分钟最多收下 { $limit } 条。请等一分钟，把其余内容合成一条再发。
ticket-ended = 工单 #{ $number } 早已关闭。请开一个新工单，并注明这个工单号。
ticket-closed = **工单 #{ $number } 已关闭。**感谢你的耐心等待。
ticket-closed-how = 其实还没解决？在这里发消息，工单就会重新开启。
ticket-closed-already = 工单 #{ $number } 已经关闭了。
ticket-reopened = 工单 #{ $number } 已重新开启，我们会在这里回复你。
ticket-still-open = 这个工单并没有关闭。
ticket-other-open = 同一类别的工单 #{ $number } 还没有关闭，请在那里继续。
# Members' words of thanks, with commas between them: a short message of nothing but these opens no ticket.
thanks-words = 非常感谢, 十分感谢, 太感谢了, 感谢, 谢谢, 多谢, 谢啦, 谢了, 谢, 辛苦了, 辛苦, 好的, 收到, 明白了, 明白, 解决了, 已解决, 搞定了, 没问题了, 问题解决了, 问题已解决, 麻烦你们了, 可以了, 好了, 你们, 大家, 您, 你, 了, 啦, 啊, 哈, 👍, 🙏, ❤️
thanks-answer = 不客气。如果还有问题，直接写在这里就行。
no-open-ticket = 你在这里没有未关闭的工单。用 /support 可以开一个。
thread-title = 工单 #{ $number }
thread-again = 原来的子区被删除了，你的工单 #{ $number } 改在这里继续。你写过的内容都没有丢失。
wait-unknown = 我们先处理紧急的，其余按先后顺序回复。
wait-minutes = 通常约 { $count } 分钟内会有首次回复。
wait-hours = 通常约 { $count } 小时内会有首次回复。
reply-from = { $community } 客服 · 工单 #{ $number }
reply-corrected = 已更正
rating-ask = 这次服务你满意吗？
rating-noted = 已记下，谢谢。
rating-while-open = 工单 #{ $number } 已重新开启，请等它关闭后再评分。
rating-thanks = 你给了我们 { $stars } 星。谢谢你的反馈。
status-title = **你的工单**
status-none = 你还没有工单。
status-line = **#{ $number }** { $category }：{ $state }
member-state-new = 等待工作人员处理
member-state-open = 处理中
member-state-waiting = 已回复，等你回应
member-state-on-hold = 暂缓处理
member-state-resolved = 已解决
member-state-closed = 已关闭

## Follow-ups

followup-solved = **{ $community } 客服：**你的工单 #{ $number } 已经关闭。问题真的解决了吗？
followup-how = 点一下就好，不回答也没关系。
followup-thanks = 那就好，谢谢你告诉我们。
followup-sorry = 很抱歉还没解决。
button-solved = 是的，已解决
button-not-solved = 没有，还需要帮助

## Scams and secrets

scam-warning = ⚠️ **小心，这条消息看起来像诈骗。**{ $community } 的任何人都不会索要你的助记词或私钥，也不会要求你付款。不要点击，不要回复，不要付款。
scam-warning-removed = ⚠️ **已删除一条消息：它看起来像诈骗。**{ $community } 的任何人都不会索要你的助记词或私钥，也不会主动给你发消息。需要帮助？请用 /support。
scam-restored = 这条消息被误删，管理员已将它恢复。非常抱歉。
secret-told-private = 🔴 **你发送了能控制资金的机密信息。我已将它删除，没有留存任何副本。**
secret-told-group = 🔴 **已删除一条消息：其中含有能控制资金的机密信息。**内容没有保存。如果是你发的：
secret-steps =
    请立刻把它当作已经被盗来处理：可能已有别人看到。
    1. 在你信任的设备上新建钱包，使用全新的助记词。
    2. 马上把它控制的资产转到新钱包，先转最值钱的。
    3. 旧的助记词或私钥不要再用。如果是交易所的密钥，请到交易所将它删除。
    4. 没有人能收费帮你追回。凡是这样承诺的，都是骗子。
secret-mark = [机密信息已删除]
secret-please-delete = 🔴 **有一条消息含有能控制资金的机密信息，我未能删除。如果是你发的，请立即自行删除。**
secret-delete-yourself = 🔴 **你发送了能控制资金的机密信息。我在这里无法删除：请立即自行删除。**我没有留存任何副本。
report-how = 请用 /report 回复你要举报的消息，或在那条消息的菜单里选择举报。
report-thanks = 谢谢，已交给管理员。其他人不会知道是你举报的。
report-received = 谢谢，举报已交给管理员。
report-about-staff = 对我们团队成员的举报由负责人处理：请用 /support 开工单，并选择“投诉”。

## Staff: tickets

card-title = **#{ $number } · { $category }** · { $state } · { $priority }
card-person = 账号创建：{ $made } · 加入：{ $joined } · 首次接触：{ $met } · 以往工单：{ $earlier } · 语言：{ $language }
card-waiting = ⏱ 开始等待：{ $since }
card-claimed = 🙋 已由 **{ $name }** 认领
card-rating = ★ 评分：{ $stars }/5
card-how = _这里的讨论仅限内部，只有_ `回复` _或_ `/reply` _的内容会发给成员。_
state-new = 新工单
state-open = 处理中
state-waiting = 等待成员
state-on-hold = 暂缓
state-resolved = 已解决
state-closed = 已关闭
priority-urgent = 紧急
priority-high = 高优先
priority-normal = 普通
priority-low = 低优先
menu-priority = 优先级
button-claim = 认领
button-release = 取消认领
button-reply = 回复
button-note = 备注
button-close = 关闭
button-reopen = 重新开启
claimed = 工单 #{ $number } 已由你认领。
claimed-already-yours = 你已经认领了这个工单。
claimed-by-other = 这个工单由 { $name } 负责，请对方先取消认领。
released = 工单 #{ $number } 已取消认领，其他人可以接手。
not-claimed = 还没有人认领。
reply-on-its-way = 正在发送。送达后，消息上会出现标记。
reply-on-its-way-other = 正在发送。请注意，{ $name } 已认领这个工单。
reply-corrected-both = 两边都已更正。
nothing-to-edit = 还没有可以更正的回复。
note-kept = 已记下，仅工作人员可见。
priority-set = 工单 #{ $number } 的优先级已改为：{ $priority }。
closed-by-you = 工单 #{ $number } 已关闭。
reopened-by-you = 工单 #{ $number } 已重新开启。
ticket-not-open = 这个工单已关闭，请先重新开启。
no-ticket-here = 这里不属于任何工单。请到工单的帖子里使用这个命令。
use-command = 请在工单的帖子里使用 /{ $command }。
text-missing = 没有内容。请写上你要说的话。
text-too-long = 内容有 { $length } 个字符，最多只能 { $longest } 个。请精简，或分两次发送。
staff-secret-refused = 未发送：内容含有助记词、密钥或令牌（token）。请去掉后再发。
edited = 已编辑
edited-before = 编辑前：
deleted-by-member = 已被成员删除
ticket-reopened-by = 🔁 已由 **{ $name }** 重新开启。
media-too-large = 📎 { $name } 太大，无法转发。请成员发一个小一些的。
media-unavailable = 📎 { $name } 获取失败。请成员重新发送。
not-delivered-blocked = ⚠️ **未送达：**成员拉黑了机器人，或关闭了私信。回复保留在这里；等对方再来消息时，请重新发送。
not-delivered-forbidden = ⚠️ **未送达：**成员从未与机器人开始私聊，或机器人无权在那里发言。
not-delivered-gone = ⚠️ **未送达：**成员的聊天已不存在。
not-delivered-too-long = ⚠️ **未送达：**平台提示内容过长。请分两次发送。
not-delivered-attempts = ⚠️ **未送达，**已尝试多次：无法连接平台。请稍后重新发送。
not-delivered-expired = ⚠️ **没能及时送达。**如果仍有必要，请重新发送。
not-delivered-uncertain = ⚠️ **无法确定是否送达：**程序中途停止了。重新发送之前，请先问问成员。
not-delivered-room-missing = ⚠️ **未送达：**无法打开成员的私密子区。请检查机器人在那里的权限。
not-delivered-other = ⚠️ **未送达。**原因见运维人员的日志。
not-delivered-correction = ⚠️ 更正没有送达成员：对方看到的仍是原来的回复。
post-failed = ⚠️ 无法创建工单 #{ $number } 的帖子（{ $why }）。工单仍然有效；请检查机器人在论坛里的权限。有人在工单里发消息，或在这里点按钮时，我会再试一次。
thread-failed = ⚠️ 无法打开工单 #{ $number } 的私密子区（{ $why }）。在此之前成员看不到任何回复；请检查机器人在私密子区所属频道里的权限。你下次回复时，我会再试一次。
entry-not-shown = ⚠️ 成员在工单 #{ $number } 里写的内容未能显示在帖子中。内容已保留：
room-healed = 🩹 工单 #{ $number } 尚未关闭，它的一处对话却被删除了。我已重新建了一个。
healed-line = **{ $name }：**{ $text }
panel-title = **{ $community } 客服**
panel-text = 点击按钮，开一个私密工单。只有你和团队能看到内容。
panel-posted = 工单面板已发布。
button-undo = 不是诈骗，撤销
button-dismiss = 不是诈骗
button-ban = 封禁

## Staff: scams, places, events

scam-card-title = 🛟 **案件 { $number } · { $place }**
scam-card-why = **依据**（{ $score } 分，满分 100）：
scam-done-remove = 处理：已删除消息。
scam-done-remove-restrict = 处理：已删除消息，已暂时禁止发送者发言。
scam-done-warn = 处理：没有删除任何内容。
scam-done-report = 处理：无。由成员举报。
scam-done-note = 处理：无。
scam-done-observe = 处理：无，我目前只观察。否则我会{ $wanted ->
        [warn] 发出警告。
        [remove] 删除消息并发出警告。
       *[other] 删除消息、暂时禁止发送者发言并发出警告。
    }
scam-done-restrict = 处理：已暂时禁止发送者发言。消息仍在原处。
scam-done-failed = ⚠️ { $why }
scam-warned = 已向成员发出警告。
scam-warned-before = 不到一分钟前，那里已经向成员发过警告。
scam-card-more = 同一人在一分钟内至少还发了 { $count } 条同类消息，处理方式相同。
scam-decided-undone = ✅ { $name } 认定**不是诈骗**（{ $at }），已撤销处理。
scam-decided-banned = 🔨 已由 { $name } **封禁**（{ $at }）。
undone = 已撤销。消息已以引用的形式恢复。
ban-on-its-way = 已在该群组封禁。
ban-failed = ⚠️ 案件 { $number } 封禁失败：{ $why }
ban-above-you = 未封禁：对方是我们自己团队的人，级别与你相同或更高。只有级别更高的人才能手动处理。
decided-before = 已经有人作出决定。
no-right-to-delete = 我在那里没有删除消息的权限。请把我设为管理员，并授予这项权限。
no-right-to-restrict = 我在那里没有限制成员的权限。请把我设为管理员，并授予封禁权限。
no-right-to-ban = 我在那里没有封禁成员的权限。请把我设为管理员，并授予这项权限。
action-failed = 平台拒绝了这项操作，请手动处理。
secret-card = 🔐 有人发出助记词、密钥或令牌（{ $place }）。正在删除，内容没有保存。会告知发送者，应视为已经被盗：
secret-not-removed = ⚠️ 有一条含机密信息的消息未能删除。请找到它并手动删除，同时授予我删除消息的权限。
place-private = 私聊
place-moved = ℹ️ 群组 { $old } 现已变为 { $new }。我会自动跟随；请在设置里更改这个编号。
reach-lost = ⚠️ 我被移出了 **{ $place }**，那里已不再受保护。请重新把我添加为管理员。
reach-weak = ⚠️ 我在 **{ $place }** 缺少删除消息或限制成员的权限。请把我设为管理员，并授予这两项权限。
reach-full = ✅ 我在 **{ $place }** 已有所需的权限。
channel-down = ⚠️ 无法连接 { $channel }（{ $why }）。待发送的内容会先排队。
channel-up = ✅ { $channel } 已恢复：{ $why }
followup-failed = ⚠️ 工单 #{ $number } 的回访消息未送达：{ $why }
followup-uncertain = ⚠️ 工单 #{ $number } 的回访消息可能送达，也可能没有送达。不会重复发送。
event-dead = ⚠️ 有一个事件无法处理，已搁置（编号 { $number }，{ $kind }，{ $error }）。其他事项不受影响；运维人员可以重试。

## Forms

form-ticket = 开工单
form-ticket-description = 发生了什么？
form-ticket-description-hint = 做了什么、看到什么、什么时间。切勿填写助记词。
form-reply = 回复成员
form-reply-text = 回复内容
form-reply-text-hint = 成员会看到这是团队的回复。
form-note = 内部备注
form-note-text = 备注
form-note-text-hint = 成员永远看不到。
form-close = 关闭工单
form-close-reason = 原因（成员会看到）
form-close-reason-hint = 可以不填。
form-comment = 你的意见
form-comment-text = 我们哪里可以做得更好？
form-comment-text-hint = 用你自己的话说就好。

## Commands

command-start = 开始
command-help = 我能做什么
command-faq = 按主题查看解答
command-faq-words = 主题或搜索词
command-ask = 提问
command-ask-words = 你的问题
command-support = 联系人工客服
command-support-words = 是哪方面的问题
command-status = 查看你的工单
command-language = 选择语言
command-language-language = 语言
command-cancel = 取消当前操作
command-close = 关闭工单
command-close-reason = 原因，成员会看到
command-claim = 认领这个工单
command-release = 取消认领这个工单
command-reply = 回复成员
command-reply-text = 回复内容
command-edit = 更正上一条回复
command-edit-text = 更正后的回复
command-note = 添加内部备注
command-note-text = 备注内容
command-priority = 设置优先级
command-priority-level = 紧急程度
command-reopen = 重新开启工单
command-panel = 发布工单面板
command-report = 向管理员举报一条消息
command-report-reason = 举报原因
command-report-menu = 举报给管理员
