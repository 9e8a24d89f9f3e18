### What members and staff read. **bold**, _italic_ and `code` are understood; arguments are always shown as they are.
### Commands stand between spaces or beside punctuation: a platform links them only there.

## To everybody

hello = **歡迎，我是 { $community } 的客服助理。**
help-title = **{ $community } 客服助理**
help-text =
    有問題可以直接在這裡問，用你習慣的語言和說法就好。也可以選擇：
    /faq – 依主題看解答
    /support – 聯絡人工客服
    /status – 查看你的工單
    /language – 選擇語言
never-share =
    ⚠️ 我們絕不會主動傳訊息給你，也絕不會索取你的助記詞、私鑰、密碼、兩步驟驗證碼（2FA）或遠端控制權限，更不會要求你支付所謂的「驗證」款項。
command-unknown = 我不認得這個指令。用 /help 可以看我能做什麼。
not-allowed = 這項功能僅供工作人員使用。如果你需要協助，請用 /support。
button-expired = 這個按鈕已經失效。請用 /help 重新開始。
button-not-yours = 這個按鈕屬於別人的提問。請自己發問，或用 /support。
error-try-again = 我們這邊出了點狀況，團隊已經收到通知。請一分鐘後再試。
unknown = 不明
cancelled = 好的，已經取消。想重新開始時，隨時可以用 /support。
nothing-to-cancel = 目前沒有可以取消的操作。用 /help 可以看我能做什麼。

button-human = 聯絡人工客服
button-helped = 有幫助
button-not-my-question = 不是我要問的
button-open-ticket = 開工單

language-name = 繁體中文
language-auto = 依照應用程式的語言
language-which = 你希望我用哪種語言？
language-set = 好的，之後我會用繁體中文和你溝通。
language-auto-set = 好的，之後我會依照你應用程式的語言。
language-unknown = 這種語言我還不會。目前支援：{ $known }
menu-language = 選擇語言

## Questions and answers

faq-source = 來源：常見問題 · { $title }
faq-did-you-mean = 你想問的是不是下面這些？
faq-nothing = 這個問題我還沒有答案。可以換個說法、瀏覽主題，或聯絡人工客服。
faq-topics = 想了解哪方面？請選擇主題，或用 /ask 直接發問。
faq-needs = **如果要聯絡人工客服，請先準備好：**
faq-glad = 太好了。平時也請多加小心。
menu-topic = 選擇主題
private-unknown = 我不太確定你需要什麼。可以換個說法、瀏覽主題，或聯絡人工客服。

## Tickets: the member’s side

support-in-private = 我們到私訊繼續吧，那裡不會有旁人看到。
support-which = 是哪方面的問題？
support-describe =
    **{ $category }**
    請用一則訊息說明經過：你做了什麼、看到了什麼、什麼時間。附上交易雜湊或截圖會更有幫助。
support-describe-again = 這則訊息是空的。請簡單說說發生了什麼事，或用 /cancel 取消。
support-no-place = 我無法在這裡開啟私人對話，請向版主求助。
menu-category = 選擇類別
category-account = 帳號
category-account-hint = 登入、註冊、身分驗證、額度
category-transaction = 交易
category-transaction-hint = 入金、提領、兌換、手續費
category-security = 安全
category-security-hint = 遭竊、助記詞外洩、可疑人士聯絡
category-technical = 技術
category-technical-hint = 應用程式、網站、錢包連接
category-project = 專案
category-project-hint = 代幣、路線圖、活動
category-legal = 法律
category-legal-hint = 條款、稅務文件、法規
category-complaint = 投訴
category-complaint-hint = 我們有做得不好的地方
category-support = 客服支援
category-education = 學習
category-other = 其他
category-other-hint = 以上都不是
ticket-opened = **你的工單編號是 #{ $number }。**會有真人客服查看。
ticket-opened-how = 想補充內容，隨時在這裡傳訊息。/status 查看進度，/close 關閉工單。
ticket-opened-thread = 你的工單編號是 #{ $number }。我正在為你開一個私人討論串，請到那裡繼續。
ticket-thread-failed = 暫時無法為你的工單 #{ $number } 開啟私人討論串。你寫的內容已保留，我們的團隊也已收到通知。討論串一開好，我就在裡面標註你。
ticket-added = 已補充到你未關閉的工單 #{ $number }。
ticket-too-many = 你已有 { $limit } 張未關閉的工單，請在其中繼續溝通；用 /status 可以查看。
ticket-flood = 訊息有點多，我每分鐘最多收下 { $limit } 則。請等一分鐘，把其餘內容併成一則再傳。
ticket-ended = 工單 #{ $number } 早已關閉。請開一張新工單，並註明這個編號。
ticket-closed = **工單 #{ $number } 已關閉。**感謝你的耐心等候。
ticket-closed-how = 其實還沒解決？在這裡傳訊息，工單就會重新開啟。
ticket-closed-already = 工單 #{ $number } 已經關閉了。
ticket-reopened = 工單 #{ $number } 已重新開啟，我們會在這裡回覆你。
ticket-still-open = 這張工單並沒有關閉。
ticket-other-open = 同一類別的工單 #{ $number } 還沒有關閉，請在那裡繼續。
# Members' words of thanks, with commas between them: a short message of nothing but these opens no ticket.
thanks-words = 非常感謝, 十分感謝, 太感謝了, 感謝, 謝謝, 多謝, 謝啦, 謝了, 謝, 唔該晒, 唔該, 辛苦了, 辛苦, 好的, 收到, 明白了, 明白, 解決了, 已解決, 搞定了, 沒問題了, 問題解決了, 問題已解決, 麻煩你們了, 可以了, 好了, 你們, 大家, 您, 你, 了, 啦, 啊, 哈, 👍, 🙏, ❤️
thanks-answer = 不客氣。如果還有問題，直接寫在這裡就好。
no-open-ticket = 你在這裡沒有未關閉的工單。用 /support 可以開一張。
thread-title = 工單 #{ $number }
thread-again = 原本的討論串被刪除了，你的工單 #{ $number } 改在這裡繼續。你寫過的內容都沒有遺失。
wait-unknown = 我們先處理緊急的，其餘依先後順序回覆。
wait-minutes = 通常約 { $count } 分鐘內會有第一次回覆。
wait-hours = 通常約 { $count } 小時內會有第一次回覆。
reply-from = { $community } 客服 · 工單 #{ $number }
reply-corrected = 已更正
rating-ask = 這次的服務你還滿意嗎？
rating-noted = 已記下，謝謝。
rating-while-open = 工單 #{ $number } 已重新開啟，請等它關閉後再評分。
rating-thanks = 你給了我們 { $stars } 顆星。謝謝你的回饋。
status-title = **你的工單**
status-none = 你還沒有工單。
status-line = **#{ $number }** { $category }：{ $state }
member-state-new = 等候工作人員處理
member-state-open = 處理中
member-state-waiting = 已回覆，等你回應
member-state-on-hold = 暫緩處理
member-state-resolved = 已解決
member-state-closed = 已關閉

## Follow-ups

followup-solved = **{ $community } 客服：**你的工單 #{ $number } 已經關閉。問題真的解決了嗎？
followup-how = 點一下就好，不回答也沒關係。
followup-thanks = 太好了，謝謝你告訴我們。
followup-sorry = 很抱歉還沒解決。
button-solved = 是的，已解決
button-not-solved = 還沒，仍需要協助

## Scams and secrets

scam-warning = ⚠️ **小心，這則訊息看起來像詐騙。**{ $community } 的任何人都不會索取你的助記詞或私鑰，也不會要求你付款。不要點擊，不要回覆，不要付款。
scam-warning-removed = ⚠️ **已刪除一則訊息：它看起來像詐騙。**{ $community } 的任何人都不會索取你的助記詞或私鑰，也不會主動傳訊息給你。需要協助？請用 /support。
scam-restored = 這則訊息遭到誤刪，版主已將它恢復。非常抱歉。
secret-told-private = 🔴 **你傳送了能控制資金的機密資訊。我已將它刪除，沒有留存任何副本。**
secret-told-group = 🔴 **已刪除一則訊息：其中含有能控制資金的機密資訊。**內容沒有保存。如果是你傳的：
secret-steps =
    請立刻把它當作已經被盜來處理：可能已有別人看到。
    1. 在你信任的裝置上建立新錢包，使用全新的助記詞。
    2. 馬上把它控制的資產轉到新錢包，先轉最值錢的。
    3. 舊的助記詞或私鑰不要再用。如果是交易所的金鑰，請到交易所將它刪除。
    4. 沒有人能收費幫你追回。凡是這樣承諾的，都是騙子。
secret-mark = [機密資訊已刪除]
secret-please-delete = 🔴 **有一則訊息含有能控制資金的機密資訊，我未能刪除。如果是你傳的，請立即自行刪除。**
secret-delete-yourself = 🔴 **你傳送了能控制資金的機密資訊。我在這裡無法刪除：請立即自行刪除。**我沒有留存任何副本。
report-how = 請用 /report 回覆你要檢舉的訊息，或在那則訊息的選單裡選擇檢舉。
report-thanks = 謝謝，已交給版主。其他人不會知道是你檢舉的。
report-received = 謝謝，檢舉已交給版主。
report-about-staff = 對我們團隊成員的檢舉由負責人處理：請用 /support 開工單，並選擇「投訴」。

## Staff: tickets

card-title = **#{ $number } · { $category }** · { $state } · { $priority }
card-person = 帳號建立：{ $made } · 加入：{ $joined } · 首次接觸：{ $met } · 先前工單：{ $earlier } · 語言：{ $language }
card-waiting = ⏱ 開始等候：{ $since }
card-claimed = 🙋 已由 **{ $name }** 認領
card-rating = ★ 評分：{ $stars }/5
card-how = _這裡的討論僅限內部，只有_ `回覆` _或_ `/reply` _的內容會傳給成員。_
state-new = 新工單
state-open = 處理中
state-waiting = 等候成員
state-on-hold = 暫緩
state-resolved = 已解決
state-closed = 已關閉
priority-urgent = 緊急
priority-high = 高優先
priority-normal = 一般
priority-low = 低優先
menu-priority = 優先順序
button-claim = 認領
button-release = 取消認領
button-reply = 回覆
button-note = 備註
button-close = 關閉
button-reopen = 重新開啟
claimed = 工單 #{ $number } 已由你認領。
claimed-already-yours = 你已經認領這張工單了。
claimed-by-other = 這張工單由 { $name } 負責，請對方先取消認領。
released = 工單 #{ $number } 已取消認領，其他人可以接手。
not-claimed = 還沒有人認領。
reply-on-its-way = 傳送中。送達後，訊息上會出現標記。
reply-on-its-way-other = 傳送中。請注意，{ $name } 已認領這張工單。
reply-corrected-both = 兩邊都已更正。
nothing-to-edit = 還沒有可以更正的回覆。
note-kept = 已記下，僅工作人員可見。
priority-set = 工單 #{ $number } 的優先順序已改為：{ $priority }。
closed-by-you = 工單 #{ $number } 已關閉。
reopened-by-you = 工單 #{ $number } 已重新開啟。
ticket-not-open = 這張工單已關閉，請先重新開啟。
no-ticket-here = 這裡不屬於任何工單。請到工單的貼文裡使用這個指令。
use-command = 請在工單的貼文裡使用 /{ $command }。
text-missing = 沒有內容。請寫下你要說的話。
text-too-long = 內容有 { $length } 個字元，最多只能 { $longest } 個。請精簡，或分兩次傳送。
staff-secret-refused = 未傳送：內容含有助記詞、金鑰或權杖（token）。請移除後再傳。
edited = 已編輯
edited-before = 編輯前：
deleted-by-member = 已被成員刪除
ticket-reopened-by = 🔁 已由 **{ $name }** 重新開啟。
media-too-large = 📎 { $name } 太大，無法轉傳。請成員改傳小一點的。
media-unavailable = 📎 { $name } 無法取得。請成員重新傳送。
not-delivered-blocked = ⚠️ **未送達：**成員封鎖了機器人，或關閉了私訊。回覆保留在這裡；等對方再傳訊息來時，請重新傳送。
not-delivered-forbidden = ⚠️ **未送達：**成員從未和機器人開始私訊，或機器人無權在那裡發言。
not-delivered-gone = ⚠️ **未送達：**成員的聊天已不存在。
not-delivered-too-long = ⚠️ **未送達：**平台表示內容過長。請分兩次傳送。
not-delivered-attempts = ⚠️ **未送達，**已嘗試多次：無法連上平台。請稍後重新傳送。
not-delivered-expired = ⚠️ **未能及時送達。**如果仍有必要，請重新傳送。
not-delivered-uncertain = ⚠️ **無法確定是否送達：**程式中途停止了。重新傳送之前，請先問問成員。
not-delivered-room-missing = ⚠️ **未送達：**無法開啟成員的私人討論串。請檢查機器人在那裡的權限。
not-delivered-other = ⚠️ **未送達。**原因請看維運人員的記錄檔。
not-delivered-correction = ⚠️ 更正沒有送達成員：對方看到的仍是原來的回覆。
post-failed = ⚠️ 無法建立工單 #{ $number } 的貼文（{ $why }）。工單仍然有效；請檢查機器人在論壇裡的權限。有人在工單裡傳訊息，或在這裡按按鈕時，我會再試一次。
thread-failed = ⚠️ 無法開啟工單 #{ $number } 的私人討論串（{ $why }）。在此之前成員看不到任何回覆；請檢查機器人在私人討論串所屬頻道裡的權限。你下次回覆時，我會再試一次。
entry-not-shown = ⚠️ 成員在工單 #{ $number } 裡寫的內容未能顯示在貼文中。內容已保留：
room-healed = 🩹 工單 #{ $number } 尚未關閉，它的一處對話卻被刪除了。我已重新建立一個。
healed-line = **{ $name }：**{ $text }
panel-title = **{ $community } 客服**
panel-text = 點一下按鈕，開一張私人工單。只有你和團隊看得到內容。
panel-posted = 工單面板已發布。
button-undo = 不是詐騙，復原
button-dismiss = 不是詐騙
button-ban = 停權

## Staff: scams, places, events

scam-card-title = 🛟 **案件 { $number } · { $place }**
scam-card-why = **依據**（{ $score } 分，滿分 100）：
scam-done-remove = 處置：已刪除訊息。
scam-done-remove-restrict = 處置：已刪除訊息，已暫時禁止發送者發言。
scam-done-warn = 處置：沒有刪除任何內容。
scam-done-report = 處置：無。由成員檢舉。
scam-done-note = 處置：無。
scam-done-observe = 處置：無，我目前只觀察。否則我會{ $wanted ->
        [warn] 發出警告。
        [remove] 刪除訊息並發出警告。
       *[other] 刪除訊息、暫時禁止發送者發言並發出警告。
    }
scam-done-restrict = 處置：已暫時禁止發送者發言。訊息仍在原處。
scam-done-failed = ⚠️ { $why }
scam-warned = 已向成員發出警告。
scam-warned-before = 不到一分鐘前，那裡已經向成員發過警告。
scam-card-more = 同一人在一分鐘內至少還發了 { $count } 則同類訊息，處置方式相同。
scam-decided-undone = ✅ { $name } 認定**不是詐騙**（{ $at }），已復原處置。
scam-decided-banned = 🔨 已由 { $name } **停權**（{ $at }）。
undone = 已復原。訊息已用引用的方式放回。
ban-on-its-way = 已在該群組停權。
ban-failed = ⚠️ 案件 { $number } 停權失敗：{ $why }
ban-above-you = 未停權：對方是我們自己團隊的人，層級與你相同或更高。只有層級更高的人才能手動處理。
decided-before = 已經有人做出決定。
no-right-to-delete = 我在那裡沒有刪除訊息的權限。請將我設為管理員，並授予這項權限。
no-right-to-restrict = 我在那裡沒有限制成員的權限。請將我設為管理員，並授予停權的權限。
no-right-to-ban = 我在那裡沒有將成員停權的權限。請將我設為管理員，並授予這項權限。
action-failed = 平台拒絕了這項操作，請手動處理。
secret-card = 🔐 有人傳出助記詞、金鑰或權杖（{ $place }）。正在刪除，內容沒有保存。會告知發送者，應視為已經被盜：
secret-not-removed = ⚠️ 有一則含機密資訊的訊息未能刪除。請找到它並手動刪除，同時授予我刪除訊息的權限。
place-private = 私訊
place-moved = ℹ️ 群組 { $old } 現已變為 { $new }。我會自動跟著更新；請在設定裡更改這個編號。
reach-lost = ⚠️ 我被移出了 **{ $place }**，那裡已不再受到保護。請重新將我加為管理員。
reach-weak = ⚠️ 我在 **{ $place }** 缺少刪除訊息或限制成員的權限。請將我設為管理員，並授予這兩項權限。
reach-full = ✅ 我在 **{ $place }** 已有所需的權限。
channel-down = ⚠️ 無法連上 { $channel }（{ $why }）。待傳送的內容會先排隊。
channel-up = ✅ { $channel } 已恢復：{ $why }
followup-failed = ⚠️ 工單 #{ $number } 的後續追蹤訊息未送達：{ $why }
followup-uncertain = ⚠️ 工單 #{ $number } 的後續追蹤訊息可能送達，也可能沒有送達。不會重複傳送。
event-dead = ⚠️ 有一個事件無法處理，已擱置（編號 { $number }，{ $kind }，{ $error }）。其他事項不受影響；維運人員可以重試。

## Forms

form-ticket = 開工單
form-ticket-description = 發生了什麼事？
form-ticket-description-hint = 做了什麼、看到什麼、什麼時間。切勿填寫助記詞。
form-reply = 回覆成員
form-reply-text = 回覆內容
form-reply-text-hint = 成員會看到這是團隊的回覆。
form-note = 內部備註
form-note-text = 備註
form-note-text-hint = 成員永遠看不到。
form-close = 關閉工單
form-close-reason = 原因（成員看得到）
form-close-reason-hint = 可以不填。
form-comment = 你的意見
form-comment-text = 我們哪裡可以做得更好？
form-comment-text-hint = 用你自己的話說就好。

## Commands

command-start = 開始
command-help = 我能做什麼
command-faq = 依主題看解答
command-faq-words = 主題或搜尋關鍵字
command-ask = 發問
command-ask-words = 你的問題
command-support = 聯絡人工客服
command-support-words = 是哪方面的問題
command-status = 查看你的工單
command-language = 選擇語言
command-language-language = 語言
command-cancel = 取消目前的操作
command-close = 關閉工單
command-close-reason = 原因，成員看得到
command-claim = 認領這張工單
command-release = 取消認領這張工單
command-reply = 回覆成員
command-reply-text = 回覆內容
command-edit = 更正上一則回覆
command-edit-text = 更正後的回覆
command-note = 新增內部備註
command-note-text = 備註內容
command-priority = 設定優先順序
command-priority-level = 緊急程度
command-reopen = 重新開啟工單
command-panel = 發布工單面板
command-report = 向版主檢舉一則訊息
command-report-reason = 檢舉原因
command-report-menu = 檢舉給版主
