extension ShippedTemplates {
    static let arabic = Language(locale: "ar", templates: [
        part("visit", """
            <p>الأعمال: <bdi>{{services.name | join "، "}}</bdi>. المركبة: <bdi>{{vehicle.plate}}</bdi>.</p>
            """),
        part("place", """
            <p>العنوان: <bdi>{{workshop.address}}</bdi></p>
            """),
        part("manage", """
            <p class="action"><a class="button" href="{{link}}">عرض الموعد أو نقله أو إلغاؤه</a></p>
            """),
        mail(.confirmation, #"تم الحجز: {{services.name | join "، "}} في {{start | datetime}}"#, """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p>تم حجز موعدك لدى <bdi>{{workshop.name}}</bdi>: {{start | datetime}}.</p>
            {{> visit}}
            <p>السعر: <bdi>{{price | money}}</bdi></p>
            {{> place}}
            {{> manage}}
            """),
        mail(.change, #"نُقل الموعد إلى {{start | datetime}}: {{services.name | join "، "}}"#, """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p>أصبح موعدك لدى <bdi>{{workshop.name}}</bdi> في {{start | datetime}}.{{#previousStart}} كان في {{previousStart | datetime}}.\
            {{/previousStart}}</p>
            {{> visit}}
            {{> place}}
            {{> manage}}
            """),
        mail(.cancellation, #"أُلغي الموعد: {{services.name | join "، "}} في {{start | datetime}}"#, """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p>أُلغي موعدك لدى <bdi>{{workshop.name}}</bdi> في {{start | datetime}}. لا حاجة إلى فعل شيء آخر.</p>
            {{> visit}}
            <p class="action"><a class="button" href="{{link}}">حجز موعد آخر</a></p>
            """),
        mail(.reminder, "تذكير: {{start | datetime}} لدى {{workshop.name}}", """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p>ننتظرك مع <bdi>{{vehicle.plate}}</bdi> لدى <bdi>{{workshop.name}}</bdi> في {{start | datetime}}.</p>
            {{> visit}}
            {{> place}}
            {{> manage}}
            """),
        textMessage(.reminder, "{{workshop.name | truncate 30}}: ننتظرك في {{start | date short}} {{start | time}}. {{link}}"),
        mail(.checkIn, "وصلت {{vehicle.plate}} إلى {{workshop.name}}", """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p>استلمنا <bdi>{{vehicle.plate}}</bdi> لدى <bdi>{{workshop.name}}</bdi>. يُتوقع أن تكون جاهزة في {{end | datetime}}.</p>
            {{> visit}}
            <p class="action"><a class="button" href="{{link}}">متابعة سير العمل</a></p>
            """),
        mail(.approvalRequest, "تحتاج {{workshop.name}} إلى قرارك بشأن {{vehicle.plate}}", """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p>أثناء العمل على <bdi>{{vehicle.make}} {{vehicle.model}}</bdi> (<bdi>{{vehicle.plate}}</bdi>) وجدت \
            <bdi>{{workshop.name}}</bdi> أعمالًا \
            إضافية. لن يبدأ أي منها قبل موافقتك.</p>
            <p class="action"><a class="button" href="{{link}}">عرضها واتخاذ القرار</a></p>
            """),
        textMessage(.approvalRequest, "تحتاج {{workshop.name | truncate 20}} إلى قرارك بشأن {{vehicle.plate}}: {{link}}"),
        mail(.ready, "{{vehicle.plate}} جاهزة", """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p><bdi>{{vehicle.plate}}</bdi> جاهزة. يمكنك استلامها من <bdi>{{workshop.name}}</bdi>.</p>
            {{> visit}}
            {{> place}}
            {{#workshop.phone}}
            <p>الهاتف: <a href="tel:{{workshop.phone}}"><bdi dir="ltr">{{workshop.phone}}</bdi></a></p>
            {{/workshop.phone}}
            """),
        textMessage(.ready, "{{vehicle.plate}} جاهزة. يمكنك استلامها من {{workshop.name | truncate 30}}."),
        mail(.followUp, "هل كل شيء على ما يرام مع {{vehicle.plate}}؟", """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p>عملنا على <bdi>{{vehicle.make}} {{vehicle.model}}</bdi> في {{start | date long}}. إن لم يكن شيء كما ينبغي فأجب عن هذه الرسالة\
            {{#workshop.phone}} أو اتصل على <bdi dir="ltr">{{workshop.phone}}</bdi>{{/workshop.phone}}.</p>
            <p>مع تحيات <bdi>{{workshop.name}}</bdi></p>
            """),
        mail(.receipt, "زيارتك إلى {{workshop.name}}: {{price | money}}", """
            <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
            <p>هذا ما أنجزناه على <bdi>{{vehicle.plate}}</bdi> في {{start | date long}}: \
            {{services | count | plural zero="لا أعمال" one="عمل واحد" two="عملان" few="# أعمال" many="# عملًا" other="# عمل"}}.</p>
            <table width="100%">
            {{#services}}
            <tr><td><bdi>{{name}}</bdi></td><td align="left"><bdi>{{price | money}}</bdi></td></tr>
            {{/services}}
            <tr class="total"><td>سعر الأعمال</td><td align="left"><bdi>{{price | money}}</bdi></td></tr>
            {{#fees}}
            <tr><td>{{change | choose move="رسوم نقل الموعد" cancel="رسوم إلغاء الموعد"}}</td>\
            <td align="left"><bdi>{{amount | money}}</bdi></td></tr>
            {{/fees}}
            </table>
            """),
        mail(.waitingListOffer, "يوجد موعد متاح: {{start | datetime}}", """
            <p>مرحبًا <bdi>{{name}}</bdi>،</p>
            <p>أصبح لدى <bdi>{{workshop.name}}</bdi> موعد متاح: {{start | datetime}}.</p>
            <p>الأعمال: <bdi>{{services | join "، "}}</bdi>. المركبة: <bdi>{{plate}}</bdi>.</p>
            <p>الموعد محجوز لك حتى {{expiresAt | datetime}}، ثم يُعرض على من يليك في قائمة الانتظار.</p>
            <p class="action"><a class="button" href="{{link}}">قبول الموعد أو رفضه</a></p>
            """),
        textMessage(.waitingListOffer, "{{workshop.name | truncate 20}}: موعد متاح في {{start | date short}} {{start | time}}. {{link}}"),
        mail(.waitingListConfirmation, """
            {{#isConfirmed}}مكانك في قائمة الانتظار{{/isConfirmed}}\
            {{^isConfirmed}}يرجى التأكيد: قائمة انتظار {{workshop.name}}{{/isConfirmed}}
            """, """
            <p>مرحبًا <bdi>{{name}}</bdi>،</p>
            <p>أُدخل هذا العنوان في قائمة انتظار <bdi>{{workshop.name}}</bdi>: من {{from | date medium}} إلى {{to | date medium}}.</p>
            <p>الأعمال: <bdi>{{services | join "، "}}</bdi>. المركبة: <bdi>{{plate}}</bdi>.</p>
            {{#isConfirmed}}
            <p>أنت في هذه القائمة بالفعل. لم يتغير شيء، وهذا رابطك إليها.</p>
            <p class="action"><a class="button" href="{{link}}">عرض مكاني</a></p>
            {{/isConfirmed}}
            {{^isConfirmed}}
            <p>إن كنت أنت من طلب ذلك فأكّده حتى {{expiresAt | datetime}}، وعندها نعرض عليك أول موعد متاح.</p>
            <p>وإن لم تكن أنت فلا تفعل شيئًا. لن تصلك عروض، وسيُحذف الطلب.</p>
            <p class="action"><a class="button" href="{{link}}">أؤكد وأنتظر</a></p>
            {{/isConfirmed}}
            """),
        mail(.signInCode, "{{code}} هو رمز تسجيل الدخول", """
            <p class="code" dir="ltr">{{code}}</p>
            <p>أدخل هذا الرمز لتسجيل الدخول. الرمز صالح لعشر دقائق.</p>
            <p>إن لم تطلب هذا الرمز فلا حاجة إلى فعل شيء. لا تخبر أحدًا به: لن يسألك عنه أحد منا.</p>
            """),
        textMessage(.signInCode, """
            {{code}} هو رمز {{brand.title | truncate 12}}. لا تخبر أحدًا به.{{#host}}

            @{{host}} #{{code}}{{/host}}
            """),
        mail(
            .requestDecided, """
                {{#status is approved overridden}}تمت الموافقة على طلبك: {{#kind is move}}{{#decision.start}}{{decision.start | datetime}}\
                {{/decision.start}}{{/kind}}{{#kind is cancel}}أُلغي الموعد{{/kind}}{{/status}}\
                {{#status is declined}}تعذّرت الموافقة على طلبك{{/status}}\
                {{#status is expired}}لم يُبَتّ في طلبك في الوقت المناسب{{/status}}
                """, """
                <p>مرحبًا <bdi>{{customer.name}}</bdi>،</p>
                {{#status is approved overridden}}
                {{#kind is move}}
                <p>نقلنا موعدك لدى <bdi>{{workshop.name}}</bdi> كما طلبت\
                {{#decision.start}}، وأصبح الآن في {{decision.start | datetime}}{{/decision.start}}.</p>
                {{/kind}}
                {{#kind is cancel}}
                <p>ألغينا موعدك لدى <bdi>{{workshop.name}}</bdi> في {{appointmentStart | datetime}} كما طلبت.</p>
                {{/kind}}
                {{/status}}
                {{#status is declined}}
                {{#kind is move}}
                <p>لم نتمكن من نقل موعدك لدى <bdi>{{workshop.name}}</bdi>، ويبقى في {{appointmentStart | datetime}}.</p>
                {{/kind}}
                {{#kind is cancel}}
                <p>لم نتمكن من إلغاء موعدك لدى <bdi>{{workshop.name}}</bdi> في {{appointmentStart | datetime}}، ويبقى كما هو.</p>
                {{/kind}}
                {{/status}}
                {{#status is expired}}
                <p>لم يبتّ أحد لدى <bdi>{{workshop.name}}</bdi> في طلبك قبل موعدك في {{appointmentStart | datetime}}. نأسف لذلك؛ \
                يرجى الاتصال بالورشة.</p>
                {{/status}}
                {{#decision.charged}}
                <p>الرسوم التي وافقت عليها هي <bdi>{{decision.charged | money}}</bdi>.</p>
                {{/decision.charged}}
                {{#decision.note}}
                <p>كتبت لك <bdi>{{workshop.name}}</bdi>: <bdi>{{decision.note}}</bdi></p>
                {{/decision.note}}
                <p class="action"><a class="button" href="{{link}}">عرض الموعد</a></p>
                """
        ),
        mail(
            .securityNotice, """
                {{change | choose passkey_added="أُضيف مفتاح مرور إلى حسابك" passkey_removed="أُزيل مفتاح مرور من حسابك" \
                phone_added="أُضيف رقم جوال إلى حسابك" phone_removed="أُزيل رقم جوال من حسابك" phone_lost="أصبح رقم جوال تابعًا لحساب آخر" \
                address_changed="تغيّر عنوان حسابك" password_changed="تغيّرت كلمة مرور حسابك" signed_in_on_new_device="استُخدم حسابك على \
                جهاز جديد"}}
                """, """
                <p>
                {{#change is passkey_added}}
                أُضيف مفتاح المرور <bdi>{{label | default "جهاز غير معروف"}}</bdi> إلى حسابك. يمكن لحامله تسجيل الدخول به من الآن.
                {{/change}}
                {{#change is passkey_removed}}
                أُزيل مفتاح المرور <bdi>{{label | default "جهاز غير معروف"}}</bdi> من حسابك. لم يعد بإمكان أحد تسجيل الدخول به.
                {{/change}}
                {{#change is phone_added}}
                أُضيف رقم الجوال المنتهي بالرقمين <bdi>{{label | default "??"}}</bdi> إلى حسابك. يمكنك من الآن تسجيل الدخول بالرموز المرسلة إليه.
                {{/change}}
                {{#change is phone_removed}}
                أُزيل رقم الجوال المنتهي بالرقمين <bdi>{{label | default "??"}}</bdi> من حسابك. لم يعد بإمكان أحد تسجيل الدخول به.
                {{/change}}
                {{#change is phone_lost}}
                أثبت شخص ما أنه يقرأ رسائل رقم الجوال المنتهي بالرقمين <bdi>{{label | default "??"}}</bdi>. أصبح الرقم تابعًا لحسابه ولم \
                يعد يسجّل دخولك.
                {{/change}}
                {{#change is address_changed}}
                أصبح لحسابك عنوان بريد إلكتروني آخر. لم يعد هذا العنوان يسجّل دخولك.
                {{/change}}
                {{#change is password_changed}}
                أعطى مشغّل النظام حسابك كلمة مرور أخرى، وسُجّل خروج جميع أجهزتك.
                {{/change}}
                {{#change is signed_in_on_new_device}}
                سجّل شخص ما الدخول إلى حسابك على جهاز لم يُستخدم عليه من قبل: <bdi>{{label | default "جهاز غير معروف"}}</bdi>.
                {{/change}}
                </p>
                <p>الوقت: <bdi>{{at | datetime long zone="GMT"}} UTC</bdi></p>
                <p>إن كنت على علم بهذا فلا حاجة إلى فعل شيء.</p>
                <p>
                {{#change is address_changed phone_lost}}
                إن لم تكن تتوقع هذا، فأبلغ ورشتك فورًا.
                {{/change}}
                {{#change is password_changed}}
                إن لم تكن تتوقع هذا، فأبلغ مشغّل النظام فورًا.
                {{/change}}
                {{#change is passkey_added passkey_removed phone_added phone_removed signed_in_on_new_device}}
                إن لم تكن أنت من فعل ذلك، فافتح حسابك وسجّل خروج جميع الأجهزة الأخرى وأزل كل مفتاح مرور وكل رقم ليس لك.
                {{#kind is staff}}
                ثم أبلغ مشغّل النظام فورًا.
                {{/kind}}
                {{/change}}
                </p>
                <p class="action"><a class="button" href="{{link}}">حسابك</a></p>
                """
        ),
    ])
}
