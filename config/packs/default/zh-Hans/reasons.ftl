### Why a message was judged a scam; for moderators. $words: the words that showed it, shortened.
### $link, $label: hosts, already unclickable. $official: the official domain.

reason-seed-request = 索要助记词或私钥（“{ $words }”）
reason-seed-entry = 让人输入自己的助记词（“{ $words }”）
reason-code-request = 索要登录码或验证码（“{ $words }”）
reason-wallet-validation = 让人连接或“验证”钱包（“{ $words }”）
reason-contact-me = 引人转到私聊（“{ $words }”）
reason-contact-desk = 让人去找不属于我们的客服（“{ $words }”）
reason-authority = 自称客服或工作人员（“{ $words }”）
reason-doubling = 承诺返还的比转出的更多（“{ $words }”）
reason-giveaway = 承诺白送钱（“{ $words }”）
reason-airdrop-claim = 让人通过不属于我们的链接领取空投或奖励（“{ $words }”）
reason-recovery-offer = 声称能追回损失的资金（“{ $words }”）
reason-recovery-expert = 吹捧追款专家或黑客（“{ $words }”）
reason-guaranteed-returns = 承诺稳赚的收益（“{ $words }”）
reason-remote-access = 要求远程控制设备（“{ $words }”）
reason-urgency = 催促施压（“{ $words }”）
reason-wallet-trouble = 拿钱包出问题来吓人（“{ $words }”）
reason-link-same-look = { $link } 看起来与 { $official } 一模一样
reason-link-subdomain = { $link } 把 { $official } 放在另一个域名前面
reason-link-typo = { $link } 与 { $official } 只差一两个字母
reason-link-other-ending = { $link } 用了 { $official } 的名称，但后缀不同
reason-link-brand = { $link } 用了 { $official } 的名称
reason-link-disguised = 链接显示为 { $label }，实际指向 { $link }
reason-link-unknown = 链接指向不属于我们的网站：{ $link }
reason-foreign-contact = 提到不属于我们的联系方式
reason-disguised-text = 文字经过伪装，以避开过滤
reason-reported = 由成员举报：{ $why }
reason-secret-leak =
    含有机密信息：{ $kind ->
        [phrase] 助记词
        [wif] 私钥
        [extended-key] 扩展私钥
        [raw-key] 私钥
        [keystore] Keystore 文件
        [bot-token] Telegram 机器人令牌（token）
        [discord-token] Discord 令牌（token）
        [api-secret] API 密钥
        [pem] 私钥文件
       *[other] 其他机密
    }
