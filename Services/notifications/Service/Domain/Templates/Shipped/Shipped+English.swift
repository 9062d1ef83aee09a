extension ShippedTemplates {
    static let english = Language(locale: "en", templates: [
        part("visit", """
            <p>Work: <bdi>{{services.name | join ", "}}</bdi>. Vehicle: <bdi>{{vehicle.plate}}</bdi>.</p>
            """),
        part("place", """
            <p>Address: <bdi>{{workshop.address}}</bdi></p>
            """),
        part("manage", """
            <p class="action"><a class="button" href="{{link}}">See, move or cancel it</a></p>
            """),
        mail(.confirmation, #"Booked: {{services.name | join ", "}} on {{start | datetime}}"#, """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p>your appointment at <bdi>{{workshop.name}}</bdi> is booked for {{start | datetime}}.</p>
            {{> visit}}
            <p>Price: {{price | money}}</p>
            {{> place}}
            {{> manage}}
            """),
        mail(.change, #"Moved to {{start | datetime}}: {{services.name | join ", "}}"#, """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p>your appointment at <bdi>{{workshop.name}}</bdi> has moved to {{start | datetime}}.{{#previousStart}} It was \
            {{previousStart | datetime}}.{{/previousStart}}</p>
            {{> visit}}
            {{> place}}
            {{> manage}}
            """),
        mail(.cancellation, #"Cancelled: {{services.name | join ", "}} on {{start | datetime}}"#, """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p>your appointment at <bdi>{{workshop.name}}</bdi> on {{start | datetime}} is cancelled. You need to do nothing else.</p>
            {{> visit}}
            <p class="action"><a class="button" href="{{link}}">Book another time</a></p>
            """),
        mail(.reminder, "Reminder: {{start | datetime}} at {{workshop.name}}", """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p>we expect you and <bdi>{{vehicle.plate}}</bdi> at <bdi>{{workshop.name}}</bdi> on {{start | datetime}}.</p>
            {{> visit}}
            {{> place}}
            {{> manage}}
            """),
        textMessage(.reminder, "{{workshop.name | truncate 30}}: we expect you on {{start | date medium}}, {{start | time}}. {{link}}"),
        mail(.checkIn, "{{vehicle.plate}} has arrived at {{workshop.name}}", """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p>we have taken in <bdi>{{vehicle.plate}}</bdi> at <bdi>{{workshop.name}}</bdi>. It should be ready on {{end | datetime}}.</p>
            {{> visit}}
            <p class="action"><a class="button" href="{{link}}">See how far it is</a></p>
            """),
        mail(.approvalRequest, "{{workshop.name}} needs your decision on {{vehicle.plate}}", """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p>working on <bdi>{{vehicle.make}} {{vehicle.model}}</bdi> (<bdi>{{vehicle.plate}}</bdi>), <bdi>{{workshop.name}}</bdi> found \
            more to do. \
            Nothing of it is begun before you approve it.</p>
            <p class="action"><a class="button" href="{{link}}">See it and decide</a></p>
            """),
        textMessage(.approvalRequest, "{{workshop.name | truncate 30}} needs your decision on {{vehicle.plate}}: {{link}}"),
        mail(.ready, "{{vehicle.plate}} is ready", """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p><bdi>{{vehicle.plate}}</bdi> is ready. You can pick it up at <bdi>{{workshop.name}}</bdi>.</p>
            {{> visit}}
            {{> place}}
            {{#workshop.phone}}
            <p>Telephone: <a href="tel:{{workshop.phone}}">{{workshop.phone}}</a></p>
            {{/workshop.phone}}
            """),
        textMessage(.ready, "{{vehicle.plate}} is ready. You can pick it up at {{workshop.name | truncate 40}}."),
        mail(.followUp, "Is everything right with {{vehicle.plate}}?", """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p>on {{start | date long}} we worked on <bdi>{{vehicle.make}} {{vehicle.model}}</bdi>. If anything is not as it should be, \
            answer this mail\
            {{#workshop.phone}} or call <bdi>{{workshop.phone}}</bdi>{{/workshop.phone}}.</p>
            <p>Yours, <bdi>{{workshop.name}}</bdi></p>
            """),
        mail(.receipt, "Your visit to {{workshop.name}}: {{price | money}}", """
            <p>Hello <bdi>{{customer.name}}</bdi>,</p>
            <p>this is what we did on <bdi>{{vehicle.plate}}</bdi> on {{start | date long}}: \
            {{services | count | plural one="one job" other="# jobs"}}.</p>
            <table width="100%">
            {{#services}}
            <tr><td><bdi>{{name}}</bdi></td><td align="right">{{price | money}}</td></tr>
            {{/services}}
            <tr class="total"><td>Price of the work</td><td align="right">{{price | money}}</td></tr>
            {{#fees}}
            <tr><td>{{change | choose move="Fee for moving the appointment" cancel="Fee for cancelling the appointment"}}</td>\
            <td align="right">{{amount | money}}</td></tr>
            {{/fees}}
            </table>
            """),
        mail(.waitingListOffer, "A place is free: {{start | datetime}}", """
            <p>Hello <bdi>{{name}}</bdi>,</p>
            <p>a place has become free at <bdi>{{workshop.name}}</bdi>: {{start | datetime}}.</p>
            <p>Work: <bdi>{{services | join ", "}}</bdi>. Vehicle: <bdi>{{plate}}</bdi>.</p>
            <p>It is kept for you until {{expiresAt | datetime}}. After that it goes to whoever waits next.</p>
            <p class="action"><a class="button" href="{{link}}">Take or decline it</a></p>
            """),
        textMessage(.waitingListOffer, "{{workshop.name | truncate 30}}: a place is free on {{start | date medium}}, {{start | time}}. {{link}}"),
        mail(.waitingListConfirmation, """
            {{#isConfirmed}}Your place on the waiting list{{/isConfirmed}}\
            {{^isConfirmed}}Please confirm: waiting list of {{workshop.name}}{{/isConfirmed}}
            """, """
            <p>Hello <bdi>{{name}}</bdi>,</p>
            <p>somebody entered this address for the waiting list of <bdi>{{workshop.name}}</bdi>: {{from | date medium}} to {{to | date medium}}.</p>
            <p>Work: <bdi>{{services | join ", "}}</bdi>. Vehicle: <bdi>{{plate}}</bdi>.</p>
            {{#isConfirmed}}
            <p>You are on this list already. Nothing has changed; here is your link to it.</p>
            <p class="action"><a class="button" href="{{link}}">See your place</a></p>
            {{/isConfirmed}}
            {{^isConfirmed}}
            <p>If that was you, confirm it until {{expiresAt | datetime}}: then we offer you the next place that is free.</p>
            <p>If it was not, do nothing. You get no offers, and the entry is deleted.</p>
            <p class="action"><a class="button" href="{{link}}">Confirm and wait</a></p>
            {{/isConfirmed}}
            """),
        mail(.signInCode, "{{code}} is your sign-in code", """
            <p class="code" dir="ltr">{{code}}</p>
            <p>Enter this code to sign in. It counts for ten minutes.</p>
            <p>If you did not ask for it, you need to do nothing. Never tell the code to anybody: nobody of ours will ask for it.</p>
            """),
        textMessage(.signInCode, """
            {{code}} is your {{brand.title | truncate 20}} code. It counts for 10 minutes. Never tell it to anybody.{{#host}}

            @{{host}} #{{code}}{{/host}}
            """),
        mail(
            .requestDecided, """
                {{#status is approved overridden}}Your request is granted: {{#kind is move}}{{#decision.start}}{{decision.start | datetime}}\
                {{/decision.start}}{{/kind}}{{#kind is cancel}}appointment called off{{/kind}}{{/status}}\
                {{#status is declined}}Your request could not be granted{{/status}}\
                {{#status is expired}}Your request was not answered in time{{/status}}
                """, """
                <p>Hello <bdi>{{customer.name}}</bdi>,</p>
                {{#status is approved overridden}}
                {{#kind is move}}
                <p>we have moved your appointment at <bdi>{{workshop.name}}</bdi> as you asked.\
                {{#decision.start}} It is now on {{decision.start | datetime}}.{{/decision.start}}</p>
                {{/kind}}
                {{#kind is cancel}}
                <p>we have called off your appointment at <bdi>{{workshop.name}}</bdi> on {{appointmentStart | datetime}} as you asked.</p>
                {{/kind}}
                {{/status}}
                {{#status is declined}}
                {{#kind is move}}
                <p>we could not move your appointment at <bdi>{{workshop.name}}</bdi>. It stays on {{appointmentStart | datetime}}.</p>
                {{/kind}}
                {{#kind is cancel}}
                <p>we could not call off your appointment at <bdi>{{workshop.name}}</bdi> on {{appointmentStart | datetime}}. It stays as it is.</p>
                {{/kind}}
                {{/status}}
                {{#status is expired}}
                <p>nobody at <bdi>{{workshop.name}}</bdi> decided your request before your appointment on {{appointmentStart | datetime}}. \
                We are sorry; \
                please call the workshop.</p>
                {{/status}}
                {{#decision.charged}}
                <p>The fee you agreed to is {{decision.charged | money}}.</p>
                {{/decision.charged}}
                {{#decision.note}}
                <p><bdi>{{workshop.name}}</bdi> writes: <bdi>{{decision.note}}</bdi></p>
                {{/decision.note}}
                <p class="action"><a class="button" href="{{link}}">See the appointment</a></p>
                """
        ),
        mail(
            .securityNotice, """
                {{change | choose passkey_added="A passkey was added to your account" passkey_removed="A passkey was removed from your account" \
                phone_added="A mobile number was added to your account" phone_removed="A mobile number was removed from your account" \
                phone_lost="A mobile number belongs to another account now" address_changed="The address of your account has changed" \
                password_changed="The password of your account was changed" signed_in_on_new_device="Your account was used on a new device"}}
                """, """
                <p>
                {{#change is passkey_added}}
                The passkey <bdi>{{label | default "unknown device"}}</bdi> was added to your account. It signs its holder in from now on.
                {{/change}}
                {{#change is passkey_removed}}
                The passkey <bdi>{{label | default "unknown device"}}</bdi> was removed from your account. It no longer signs anybody in.
                {{/change}}
                {{#change is phone_added}}
                The mobile number ending in <bdi>{{label | default "??"}}</bdi> was added to your account. Codes sent to it sign you in from now on.
                {{/change}}
                {{#change is phone_removed}}
                The mobile number ending in <bdi>{{label | default "??"}}</bdi> was removed from your account. It no longer signs anybody in.
                {{/change}}
                {{#change is phone_lost}}
                Somebody has proved that they read the messages of the mobile number ending in <bdi>{{label | default "??"}}</bdi>. It belongs to \
                their account now, and no longer signs you in.
                {{/change}}
                {{#change is address_changed}}
                Your account has another e-mail address now. This one no longer signs you in.
                {{/change}}
                {{#change is password_changed}}
                The operator has given your account another password, and all your devices were signed out.
                {{/change}}
                {{#change is signed_in_on_new_device}}
                Somebody signed in to your account on a device that it was not used on before: <bdi>{{label | default "unknown device"}}</bdi>.
                {{/change}}
                </p>
                <p>When: <bdi>{{at | datetime long zone="GMT"}} UTC</bdi></p>
                <p>If you know of this, you need to do nothing.</p>
                <p>
                {{#change is address_changed phone_lost}}
                If you did not expect this, tell your workshop at once.
                {{/change}}
                {{#change is password_changed}}
                If you did not expect this, tell the operator at once.
                {{/change}}
                {{#change is passkey_added passkey_removed phone_added phone_removed signed_in_on_new_device}}
                If it was not you, open your account, sign out all other devices and remove every passkey and number that is not yours.
                {{#kind is staff}}
                Then tell the operator at once.
                {{/kind}}
                {{/change}}
                </p>
                <p class="action"><a class="button" href="{{link}}">Your account</a></p>
                """
        ),
    ])
}
