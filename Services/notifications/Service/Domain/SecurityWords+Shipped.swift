extension SecurityWords {
    static let english = SecurityWords(
        language: "en", direction: "ltr",
        told: [
            .passkeyAdded: Told(
                subject: "A passkey was added to your account",
                sentence: "The passkey {label} was added to your account. It signs its holder in from now on."
            ),
            .passkeyRemoved: Told(
                subject: "A passkey was removed from your account",
                sentence: "The passkey {label} was removed from your account. It no longer signs anybody in."
            ),
            .phoneAdded: Told(
                subject: "A mobile number was added to your account",
                sentence: "The mobile number ending in {label} was added to your account. Codes sent to it sign you in from now on."
            ),
            .phoneRemoved: Told(
                subject: "A mobile number was removed from your account",
                sentence: "The mobile number ending in {label} was removed from your account. It no longer signs anybody in."
            ),
            .phoneLost: Told(
                subject: "A mobile number belongs to another account now",
                sentence: "Somebody has proved that they read the messages of the mobile number ending in {label}. It belongs to their account now, "
                    + "and no longer signs you in."
            ),
            .addressChanged: Told(
                subject: "The address of your account has changed",
                sentence: "Your account has another e-mail address now. This one no longer signs you in."
            ),
            .passwordChanged: Told(
                subject: "The password of your account was changed",
                sentence: "The operator has given your account another password, and all your devices were signed out."
            ),
            .signedInOnNewDevice: Told(
                subject: "Your account was used on a new device",
                sentence: "Somebody signed in to your account on a device that it was not used on before: {label}."
            ),
        ],
        unnamed: "unknown device", when: "When:", calm: "If you know of this, you need to do nothing.",
        ifNot: "If it was not you, open your account, sign out all other devices and remove every passkey and number that is not yours.",
        staff: "Then tell the operator at once.", ask: "If you did not expect this, tell your workshop at once.",
        askOperator: "If you did not expect this, tell the operator at once.", action: "Your account"
    )

    static let german = SecurityWords(
        language: "de", direction: "ltr",
        told: [
            .passkeyAdded: Told(
                subject: "Ihrem Konto wurde ein Passkey hinzugefügt",
                sentence: "Der Passkey {label} wurde Ihrem Konto hinzugefügt. Wer ihn hat, kann sich damit nun anmelden."
            ),
            .passkeyRemoved: Told(
                subject: "Ein Passkey wurde aus Ihrem Konto entfernt",
                sentence: "Der Passkey {label} wurde aus Ihrem Konto entfernt. Mit ihm kann sich niemand mehr anmelden."
            ),
            .phoneAdded: Told(
                subject: "Ihrem Konto wurde eine Mobilnummer hinzugefügt",
                sentence: "Die Mobilnummer mit den Endziffern {label} wurde Ihrem Konto hinzugefügt. Sie können sich nun mit Codes anmelden, "
                    + "die an sie gehen."
            ),
            .phoneRemoved: Told(
                subject: "Eine Mobilnummer wurde aus Ihrem Konto entfernt",
                sentence: "Die Mobilnummer mit den Endziffern {label} wurde aus Ihrem Konto entfernt. Mit ihr kann sich niemand mehr anmelden."
            ),
            .phoneLost: Told(
                subject: "Eine Mobilnummer gehört jetzt zu einem anderen Konto",
                sentence: "Jemand hat nachgewiesen, die Nachrichten an die Mobilnummer mit den Endziffern {label} zu lesen. Sie gehört jetzt zu "
                    + "dessen Konto, und Sie können sich mit ihr nicht mehr anmelden."
            ),
            .addressChanged: Told(
                subject: "Die Adresse Ihres Kontos hat sich geändert",
                sentence: "Ihr Konto hat jetzt eine andere E-Mail-Adresse. Mit dieser hier können Sie sich nicht mehr anmelden."
            ),
            .passwordChanged: Told(
                subject: "Das Passwort Ihres Kontos wurde geändert",
                sentence: "Der Betreiber hat Ihrem Konto ein anderes Passwort gegeben, und alle Ihre Geräte wurden abgemeldet."
            ),
            .signedInOnNewDevice: Told(
                subject: "Ihr Konto wurde auf einem neuen Gerät benutzt",
                sentence: "Jemand hat sich bei Ihrem Konto auf einem Gerät angemeldet, auf dem es zuvor nicht benutzt wurde: {label}."
            ),
        ],
        unnamed: "unbekanntes Gerät", when: "Wann:", calm: "Wenn Sie davon wissen, müssen Sie nichts tun.",
        ifNot: "Wenn Sie das nicht waren, öffnen Sie Ihr Konto, melden Sie alle anderen Geräte ab und entfernen Sie jeden Passkey und jede Nummer, "
            + "die nicht Ihnen gehören.",
        staff: "Geben Sie dann sofort dem Betreiber Bescheid.",
        ask: "Wenn Sie damit nicht gerechnet haben, geben Sie Ihrer Werkstatt sofort Bescheid.",
        askOperator: "Wenn Sie damit nicht gerechnet haben, geben Sie dem Betreiber sofort Bescheid.", action: "Ihr Konto"
    )

    static let arabic = SecurityWords(
        language: "ar", direction: "rtl",
        told: [
            .passkeyAdded: Told(
                subject: "أُضيف مفتاح مرور إلى حسابك", sentence: "أُضيف مفتاح المرور {label} إلى حسابك. يمكن لحامله تسجيل الدخول به من الآن."
            ),
            .passkeyRemoved: Told(
                subject: "أُزيل مفتاح مرور من حسابك", sentence: "أُزيل مفتاح المرور {label} من حسابك. لم يعد بإمكان أحد تسجيل الدخول به."
            ),
            .phoneAdded: Told(
                subject: "أُضيف رقم جوال إلى حسابك",
                sentence: "أُضيف رقم الجوال المنتهي بالرقمين {label} إلى حسابك. يمكنك من الآن تسجيل الدخول بالرموز المرسلة إليه."
            ),
            .phoneRemoved: Told(
                subject: "أُزيل رقم جوال من حسابك",
                sentence: "أُزيل رقم الجوال المنتهي بالرقمين {label} من حسابك. لم يعد بإمكان أحد تسجيل الدخول به."
            ),
            .phoneLost: Told(
                subject: "أصبح رقم جوال تابعًا لحساب آخر",
                sentence: "أثبت شخص ما أنه يقرأ رسائل رقم الجوال المنتهي بالرقمين {label}. أصبح الرقم تابعًا لحسابه ولم يعد يسجّل دخولك."
            ),
            .addressChanged: Told(
                subject: "تغيّر عنوان حسابك", sentence: "أصبح لحسابك عنوان بريد إلكتروني آخر. لم يعد هذا العنوان يسجّل دخولك."
            ),
            .passwordChanged: Told(
                subject: "تغيّرت كلمة مرور حسابك", sentence: "أعطى مشغّل النظام حسابك كلمة مرور أخرى، وسُجّل خروج جميع أجهزتك."
            ),
            .signedInOnNewDevice: Told(
                subject: "استُخدم حسابك على جهاز جديد", sentence: "سجّل شخص ما الدخول إلى حسابك على جهاز لم يُستخدم عليه من قبل: {label}."
            ),
        ],
        unnamed: "جهاز غير معروف", when: "الوقت:", calm: "إن كنت على علم بهذا فلا حاجة إلى فعل شيء.",
        ifNot: "إن لم تكن أنت من فعل ذلك، فافتح حسابك وسجّل خروج جميع الأجهزة الأخرى وأزل كل مفتاح مرور وكل رقم ليس لك.",
        staff: "ثم أبلغ مشغّل النظام فورًا.", ask: "إن لم تكن تتوقع هذا، فأبلغ ورشتك فورًا.",
        askOperator: "إن لم تكن تتوقع هذا، فأبلغ مشغّل النظام فورًا.", action: "حسابك"
    )
}
