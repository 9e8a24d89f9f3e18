### Why a message was judged a scam; for moderators. $words: the words that showed it, shortened.
### $link, $label: hosts, already unclickable. $official: the official domain.

reason-seed-request = 索取助記詞或私鑰（「{ $words }」）
reason-seed-entry = 要人輸入自己的助記詞（「{ $words }」）
reason-code-request = 索取登入碼或驗證碼（「{ $words }」）
reason-wallet-validation = 要人連接或「驗證」錢包（「{ $words }」）
reason-contact-me = 引人轉到私訊（「{ $words }」）
reason-contact-desk = 要人去找不屬於我們的客服（「{ $words }」）
reason-authority = 自稱客服或工作人員（「{ $words }」）
reason-doubling = 承諾退還的比轉出的更多（「{ $words }」）
reason-giveaway = 承諾免費送錢（「{ $words }」）
reason-airdrop-claim = 要人透過不屬於我們的連結領取空投或獎勵（「{ $words }」）
reason-recovery-offer = 聲稱能追回損失的資金（「{ $words }」）
reason-recovery-expert = 吹捧追款專家或駭客（「{ $words }」）
reason-guaranteed-returns = 承諾穩賺的獲利（「{ $words }」）
reason-remote-access = 要求遠端控制裝置（「{ $words }」）
reason-urgency = 催促施壓（「{ $words }」）
reason-wallet-trouble = 拿錢包出問題來嚇人（「{ $words }」）
reason-link-same-look = { $link } 看起來和 { $official } 一模一樣
reason-link-subdomain = { $link } 把 { $official } 放在另一個網域前面
reason-link-typo = { $link } 和 { $official } 只差一兩個字母
reason-link-other-ending = { $link } 用了 { $official } 的名稱，但網域結尾不同
reason-link-brand = { $link } 用了 { $official } 的名稱
reason-link-disguised = 連結顯示為 { $label }，實際連到 { $link }
reason-link-unknown = 連結通往不屬於我們的網站：{ $link }
reason-foreign-contact = 提到不屬於我們的聯絡方式
reason-disguised-text = 文字經過偽裝，以避開過濾
reason-reported = 由成員檢舉：{ $why }
reason-secret-leak =
    含有機密資訊：{ $kind ->
        [phrase] 助記詞
        [wif] 私鑰
        [extended-key] 擴展私鑰
        [raw-key] 私鑰
        [keystore] Keystore 檔案
        [bot-token] Telegram 機器人權杖（token）
        [discord-token] Discord 權杖（token）
        [api-secret] API 金鑰
        [pem] 私鑰檔案
       *[other] 其他機密
    }
