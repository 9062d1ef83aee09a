extension ShippedTemplates {
    static let german = Language(locale: "de", templates: [
        part("visit", """
            <p>Arbeiten: <bdi>{{services.name | join ", "}}</bdi>. Fahrzeug: <bdi>{{vehicle.plate}}</bdi>.</p>
            """),
        part("place", """
            <p>Adresse: <bdi>{{workshop.address}}</bdi></p>
            """),
        part("manage", """
            <p class="action"><a class="button" href="{{link}}">Ansehen, verschieben oder absagen</a></p>
            """),
        mail(.confirmation, #"Gebucht: {{services.name | join ", "}} am {{start | datetime}}"#, """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p>Ihr Termin bei <bdi>{{workshop.name}}</bdi> ist gebucht: {{start | datetime}}.</p>
            {{> visit}}
            <p>Preis: {{price | money}}</p>
            {{> place}}
            {{> manage}}
            """),
        mail(.change, #"Verschoben auf {{start | datetime}}: {{services.name | join ", "}}"#, """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p>Ihr Termin bei <bdi>{{workshop.name}}</bdi> ist jetzt am {{start | datetime}}.{{#previousStart}} Vorher war er am \
            {{previousStart | datetime}}.{{/previousStart}}</p>
            {{> visit}}
            {{> place}}
            {{> manage}}
            """),
        mail(.cancellation, #"Abgesagt: {{services.name | join ", "}} am {{start | datetime}}"#, """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p>Ihr Termin bei <bdi>{{workshop.name}}</bdi> am {{start | datetime}} ist abgesagt. Sie müssen nichts weiter tun.</p>
            {{> visit}}
            <p class="action"><a class="button" href="{{link}}">Anderen Termin buchen</a></p>
            """),
        mail(.reminder, "Erinnerung: {{start | datetime}} bei {{workshop.name}}", """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p>wir erwarten Sie mit <bdi>{{vehicle.plate}}</bdi> bei <bdi>{{workshop.name}}</bdi>: {{start | datetime}}.</p>
            {{> visit}}
            {{> place}}
            {{> manage}}
            """),
        textMessage(.reminder, "{{workshop.name | truncate 30}}: Wir erwarten Sie am {{start | date medium}}, {{start | time}}. {{link}}"),
        mail(.checkIn, "{{vehicle.plate}} ist bei {{workshop.name}} angekommen", """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p>wir haben <bdi>{{vehicle.plate}}</bdi> bei <bdi>{{workshop.name}}</bdi> angenommen. Fertig ist er voraussichtlich am \
            {{end | datetime}}.</p>
            {{> visit}}
            <p class="action"><a class="button" href="{{link}}">Stand ansehen</a></p>
            """),
        mail(.approvalRequest, "{{workshop.name}} braucht Ihre Entscheidung zu {{vehicle.plate}}", """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p>bei der Arbeit an <bdi>{{vehicle.make}} {{vehicle.model}}</bdi> (<bdi>{{vehicle.plate}}</bdi>) hat \
            <bdi>{{workshop.name}}</bdi> gefunden, \
            dass mehr zu tun ist. Nichts davon wird begonnen, bevor Sie zustimmen.</p>
            <p class="action"><a class="button" href="{{link}}">Ansehen und entscheiden</a></p>
            """),
        textMessage(.approvalRequest, "{{workshop.name | truncate 30}} braucht Ihre Entscheidung zu {{vehicle.plate}}: {{link}}"),
        mail(.ready, "{{vehicle.plate}} ist fertig", """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p><bdi>{{vehicle.plate}}</bdi> ist fertig. Sie können ihn bei <bdi>{{workshop.name}}</bdi> abholen.</p>
            {{> visit}}
            {{> place}}
            {{#workshop.phone}}
            <p>Telefon: <a href="tel:{{workshop.phone}}">{{workshop.phone}}</a></p>
            {{/workshop.phone}}
            """),
        textMessage(.ready, "{{vehicle.plate}} ist fertig. Sie können ihn bei {{workshop.name | truncate 40}} abholen."),
        mail(.followUp, "Ist mit {{vehicle.plate}} alles in Ordnung?", """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p>am {{start | date long}} haben wir an <bdi>{{vehicle.make}} {{vehicle.model}}</bdi> gearbeitet. Wenn etwas nicht so ist, wie \
            es sein soll, \
            antworten Sie auf diese Mail{{#workshop.phone}} oder rufen Sie <bdi>{{workshop.phone}}</bdi> an{{/workshop.phone}}.</p>
            <p>Ihr Team von <bdi>{{workshop.name}}</bdi></p>
            """),
        mail(.receipt, "Ihr Besuch bei {{workshop.name}}: {{price | money}}", """
            <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
            <p>das haben wir am {{start | date long}} an <bdi>{{vehicle.plate}}</bdi> getan: \
            {{services | count | plural one="eine Arbeit" other="# Arbeiten"}}.</p>
            <table width="100%">
            {{#services}}
            <tr><td><bdi>{{name}}</bdi></td><td align="right">{{price | money}}</td></tr>
            {{/services}}
            <tr class="total"><td>Preis der Arbeiten</td><td align="right">{{price | money}}</td></tr>
            {{#fees}}
            <tr><td>{{change | choose move="Gebühr für die Verlegung" cancel="Gebühr für die Absage"}}</td>\
            <td align="right">{{amount | money}}</td></tr>
            {{/fees}}
            </table>
            """),
        mail(.waitingListOffer, "Ein Termin ist frei: {{start | datetime}}", """
            <p>Guten Tag <bdi>{{name}}</bdi>,</p>
            <p>bei <bdi>{{workshop.name}}</bdi> ist ein Termin frei geworden: {{start | datetime}}.</p>
            <p>Arbeiten: <bdi>{{services | join ", "}}</bdi>. Fahrzeug: <bdi>{{plate}}</bdi>.</p>
            <p>Er ist bis {{expiresAt | datetime}} für Sie reserviert. Danach bekommt ihn, wer als Nächstes wartet.</p>
            <p class="action"><a class="button" href="{{link}}">Annehmen oder ablehnen</a></p>
            """),
        textMessage(.waitingListOffer, """
            {{workshop.name | truncate 30}}: Ein Termin ist frei am {{start | date medium}}, {{start | time}}. {{link}}
            """),
        mail(.waitingListConfirmation, """
            {{#isConfirmed}}Ihr Platz auf der Warteliste{{/isConfirmed}}\
            {{^isConfirmed}}Bitte bestätigen: Warteliste von {{workshop.name}}{{/isConfirmed}}
            """, """
            <p>Guten Tag <bdi>{{name}}</bdi>,</p>
            <p>jemand hat diese Adresse auf die Warteliste von <bdi>{{workshop.name}}</bdi> gesetzt:
            {{from | date medium}} bis {{to | date medium}}.</p>
            <p>Arbeiten: <bdi>{{services | join ", "}}</bdi>. Fahrzeug: <bdi>{{plate}}</bdi>.</p>
            {{#isConfirmed}}
            <p>Sie stehen schon auf dieser Liste. Es hat sich nichts geändert; hier ist Ihr Link dazu.</p>
            <p class="action"><a class="button" href="{{link}}">Platz ansehen</a></p>
            {{/isConfirmed}}
            {{^isConfirmed}}
            <p>Wenn Sie das waren, bestätigen Sie es bis {{expiresAt | datetime}}: Dann bieten wir Ihnen den nächsten freien Termin an.</p>
            <p>Wenn nicht, tun Sie nichts. Sie bekommen keine Angebote, und der Eintrag wird gelöscht.</p>
            <p class="action"><a class="button" href="{{link}}">Bestätigen und warten</a></p>
            {{/isConfirmed}}
            """),
        mail(.signInCode, "{{code}} ist Ihr Anmeldecode", """
            <p class="code" dir="ltr">{{code}}</p>
            <p>Geben Sie diesen Code ein, um sich anzumelden. Er gilt zehn Minuten.</p>
            <p>Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun. Nennen Sie den Code niemandem: Wir fragen nie danach.</p>
            """),
        textMessage(.signInCode, """
            {{code}} ist Ihr {{brand.title | truncate 20}}-Code. Er gilt 10 Minuten. Nennen Sie ihn niemandem.{{#host}}

            @{{host}} #{{code}}{{/host}}
            """),
        mail(
            .requestDecided, """
                {{#status is approved overridden}}Ihre Bitte ist erfüllt: {{#kind is move}}{{#decision.start}}{{decision.start | datetime}}\
                {{/decision.start}}{{/kind}}{{#kind is cancel}}Termin abgesagt{{/kind}}{{/status}}\
                {{#status is declined}}Ihre Bitte konnte nicht erfüllt werden{{/status}}\
                {{#status is expired}}Ihre Bitte wurde nicht rechtzeitig beantwortet{{/status}}
                """, """
                <p>Guten Tag <bdi>{{customer.name}}</bdi>,</p>
                {{#status is approved overridden}}
                {{#kind is move}}
                <p>wir haben Ihren Termin bei <bdi>{{workshop.name}}</bdi> wie gewünscht verlegt.\
                {{#decision.start}} Er ist jetzt am {{decision.start | datetime}}.{{/decision.start}}</p>
                {{/kind}}
                {{#kind is cancel}}
                <p>wir haben Ihren Termin bei <bdi>{{workshop.name}}</bdi> am {{appointmentStart | datetime}} wie gewünscht abgesagt.</p>
                {{/kind}}
                {{/status}}
                {{#status is declined}}
                {{#kind is move}}
                <p>wir konnten Ihren Termin bei <bdi>{{workshop.name}}</bdi> nicht verlegen. Es bleibt bei {{appointmentStart | datetime}}.</p>
                {{/kind}}
                {{#kind is cancel}}
                <p>wir konnten Ihren Termin bei <bdi>{{workshop.name}}</bdi> am {{appointmentStart | datetime}} nicht absagen. Er bleibt \
                bestehen.</p>
                {{/kind}}
                {{/status}}
                {{#status is expired}}
                <p>bei <bdi>{{workshop.name}}</bdi> hat niemand vor Ihrem Termin am {{appointmentStart | datetime}} über Ihre Bitte entschieden. \
                Das tut uns leid; bitte rufen Sie die Werkstatt an.</p>
                {{/status}}
                {{#decision.charged}}
                <p>Die Gebühr, der Sie zugestimmt haben, beträgt {{decision.charged | money}}.</p>
                {{/decision.charged}}
                {{#decision.note}}
                <p><bdi>{{workshop.name}}</bdi> schreibt: <bdi>{{decision.note}}</bdi></p>
                {{/decision.note}}
                <p class="action"><a class="button" href="{{link}}">Termin ansehen</a></p>
                """
        ),
        mail(
            .securityNotice, """
                {{change | choose passkey_added="Ihrem Konto wurde ein Passkey hinzugefügt" passkey_removed="Ein Passkey wurde aus Ihrem \
                Konto entfernt" \
                phone_added="Ihrem Konto wurde eine Mobilnummer hinzugefügt" phone_removed="Eine Mobilnummer wurde aus Ihrem Konto entfernt" \
                phone_lost="Eine Mobilnummer gehört jetzt zu einem anderen Konto" address_changed="Die Adresse Ihres Kontos hat sich geändert" \
                password_changed="Das Passwort Ihres Kontos wurde geändert" \
                signed_in_on_new_device="Ihr Konto wurde auf einem neuen Gerät benutzt"}}
                """, """
                <p>
                {{#change is passkey_added}}
                Der Passkey <bdi>{{label | default "unbekanntes Gerät"}}</bdi> wurde Ihrem Konto hinzugefügt. Wer ihn hat, kann sich damit \
                nun anmelden.
                {{/change}}
                {{#change is passkey_removed}}
                Der Passkey <bdi>{{label | default "unbekanntes Gerät"}}</bdi> wurde aus Ihrem Konto entfernt. Mit ihm kann sich niemand \
                mehr anmelden.
                {{/change}}
                {{#change is phone_added}}
                Die Mobilnummer mit den Endziffern <bdi>{{label | default "??"}}</bdi> wurde Ihrem Konto hinzugefügt. Sie können sich nun mit Codes \
                anmelden, die an sie gehen.
                {{/change}}
                {{#change is phone_removed}}
                Die Mobilnummer mit den Endziffern <bdi>{{label | default "??"}}</bdi> wurde aus Ihrem Konto entfernt. Mit ihr kann sich \
                niemand mehr \
                anmelden.
                {{/change}}
                {{#change is phone_lost}}
                Jemand hat nachgewiesen, die Nachrichten an die Mobilnummer mit den Endziffern <bdi>{{label | default "??"}}</bdi> zu \
                lesen. Sie gehört \
                jetzt zu dessen Konto, und Sie können sich mit ihr nicht mehr anmelden.
                {{/change}}
                {{#change is address_changed}}
                Ihr Konto hat jetzt eine andere E-Mail-Adresse. Mit dieser hier können Sie sich nicht mehr anmelden.
                {{/change}}
                {{#change is password_changed}}
                Der Betreiber hat Ihrem Konto ein anderes Passwort gegeben, und alle Ihre Geräte wurden abgemeldet.
                {{/change}}
                {{#change is signed_in_on_new_device}}
                Jemand hat sich bei Ihrem Konto auf einem Gerät angemeldet, auf dem es zuvor nicht benutzt wurde: \
                <bdi>{{label | default "unbekanntes Gerät"}}</bdi>.
                {{/change}}
                </p>
                <p>Wann: <bdi>{{at | datetime long zone="GMT"}} UTC</bdi></p>
                <p>Wenn Sie davon wissen, müssen Sie nichts tun.</p>
                <p>
                {{#change is address_changed phone_lost}}
                Wenn Sie damit nicht gerechnet haben, geben Sie Ihrer Werkstatt sofort Bescheid.
                {{/change}}
                {{#change is password_changed}}
                Wenn Sie damit nicht gerechnet haben, geben Sie dem Betreiber sofort Bescheid.
                {{/change}}
                {{#change is passkey_added passkey_removed phone_added phone_removed signed_in_on_new_device}}
                Wenn Sie das nicht waren, öffnen Sie Ihr Konto, melden Sie alle anderen Geräte ab und entfernen Sie jeden Passkey und jede Nummer, \
                die nicht Ihnen gehören.
                {{#kind is staff}}
                Geben Sie dann sofort dem Betreiber Bescheid.
                {{/kind}}
                {{/change}}
                </p>
                <p class="action"><a class="button" href="{{link}}">Ihr Konto</a></p>
                """
        ),
    ])
}
