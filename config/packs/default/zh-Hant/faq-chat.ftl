### 聊天中的回答：可瀏覽的主題、回答下方的內容，以及從回答轉到人工客服。

faq-shield = 🛟 **我們的工作人員絕不會主動傳訊息給你。**想私下繼續談，請按下面的按鈕。
faq-category =
    { $pages ->
        [1] **{ $category }**：請選擇問題。
       *[other] **{ $category }**（第 { $page } 頁，共 { $pages } 頁）：請選擇問題。
    }
faq-shown-already = 這則回答已經公開給大家看過了。
category-network = 網路
button-browse = 瀏覽主題
button-back = « 返回
button-next = 下一頁 »
button-previous = « 上一頁
button-show-all = 公開給所有人看
support-your-question = 你的問題：
support-add = 還有要補充的嗎？請用一則訊息說明：你做了什麼、看到了什麼、什麼時間。附上交易雜湊或截圖會更有幫助。
button-as-it-is = 不用補充，直接送出
