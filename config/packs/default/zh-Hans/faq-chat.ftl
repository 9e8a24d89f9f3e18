### 聊天中的回答：可浏览的目录、回答下方的内容，以及从回答转到人工客服。

faq-shield = 🛟 **我们的工作人员绝不会主动给你发消息。**想私下继续，请点下面的按钮。
faq-category =
    { $pages ->
        [1] **{ $category }**：请选择问题。
       *[other] **{ $category }**（第 { $page } 页，共 { $pages } 页）：请选择问题。
    }
faq-shown-already = 这条回答已经公开展示过了。
category-network = 网络
button-browse = 浏览主题
button-back = « 返回
button-next = 下一页 »
button-previous = « 上一页
button-show-all = 公开给所有人
support-your-question = 你的问题：
support-add = 还有要补充的吗？请用一条消息说明：你做了什么、看到了什么、什么时间。附上交易哈希或截图会更有帮助。
button-as-it-is = 不补充，直接提交
