import Contracts

/// What a ``RequestLetter`` says, in one language.
struct RequestWords: LetterWords {
    struct Outcome: Sendable {
        let subject: String
        let paragraph: String
    }

    let language: String
    let direction: String
    let greeting: String
    let moved: Outcome
    let cancelled: Outcome
    let moveDeclined: Outcome
    let cancelDeclined: Outcome
    let lapsed: Outcome
    let fee: String
    let note: String
    let action: String

    static let all = [english, german, arabic]

    func outcome(of request: ExceptionState) -> Outcome? {
        switch (request.status, request.kind) {
        case (.approved, .move), (.overridden, .move): moved
        case (.approved, .cancel), (.overridden, .cancel): cancelled
        case (.declined, .move): moveDeclined
        case (.declined, .cancel): cancelDeclined
        case (.expired, _): lapsed
        case (.pending, _), (.moot, _): nil
        }
    }

    static let english = RequestWords(
        language: "en", direction: "ltr", greeting: "Hello {{name}},",
        moved: Outcome(
            subject: "Your request is granted: {{newStart}}",
            paragraph: "we have moved your appointment at {{workshop}} as you asked. It is now on {{newStart}}."),
        cancelled: Outcome(
            subject: "Your request is granted: appointment called off",
            paragraph: "we have called off your appointment at {{workshop}} on {{start}} as you asked."),
        moveDeclined: Outcome(
            subject: "Your request could not be granted",
            paragraph: "we could not move your appointment at {{workshop}}. It stays on {{start}}."),
        cancelDeclined: Outcome(
            subject: "Your request could not be granted",
            paragraph: "we could not call off your appointment at {{workshop}} on {{start}}. It stays as it is."),
        lapsed: Outcome(
            subject: "Your request was not answered in time",
            paragraph: "nobody at {{workshop}} decided your request before your appointment on {{start}}. We are sorry; please call the workshop."),
        fee: "The fee you agreed to is {{fee}}.", note: "{{workshop}} writes: {{note}}", action: "See the appointment"
    )
    private static let german = RequestWords(
        language: "de", direction: "ltr", greeting: "Guten Tag {{name}},",
        moved: Outcome(
            subject: "Ihre Bitte ist erfüllt: {{newStart}}",
            paragraph: "wir haben Ihren Termin bei {{workshop}} wie gewünscht verlegt. Er ist jetzt am {{newStart}}."),
        cancelled: Outcome(
            subject: "Ihre Bitte ist erfüllt: Termin abgesagt",
            paragraph: "wir haben Ihren Termin bei {{workshop}} am {{start}} wie gewünscht abgesagt."),
        moveDeclined: Outcome(
            subject: "Ihre Bitte konnte nicht erfüllt werden",
            paragraph: "wir konnten Ihren Termin bei {{workshop}} nicht verlegen. Es bleibt bei {{start}}."),
        cancelDeclined: Outcome(
            subject: "Ihre Bitte konnte nicht erfüllt werden",
            paragraph: "wir konnten Ihren Termin bei {{workshop}} am {{start}} nicht absagen. Er bleibt bestehen."),
        lapsed: Outcome(
            subject: "Ihre Bitte wurde nicht rechtzeitig beantwortet",
            paragraph: "bei {{workshop}} hat niemand vor Ihrem Termin am {{start}} über Ihre Bitte entschieden. "
                + "Das tut uns leid; bitte rufen Sie die Werkstatt an."),
        fee: "Die Gebühr, der Sie zugestimmt haben, beträgt {{fee}}.", note: "{{workshop}} schreibt: {{note}}", action: "Termin ansehen"
    )
    private static let arabic = RequestWords(
        language: "ar", direction: "rtl", greeting: "مرحبًا {{name}}،",
        moved: Outcome(
            subject: "تمت الموافقة على طلبك: {{newStart}}",
            paragraph: "نقلنا موعدك لدى {{workshop}} كما طلبت، وأصبح الآن في {{newStart}}."),
        cancelled: Outcome(
            subject: "تمت الموافقة على طلبك: أُلغي الموعد",
            paragraph: "ألغينا موعدك لدى {{workshop}} في {{start}} كما طلبت."),
        moveDeclined: Outcome(
            subject: "تعذّرت الموافقة على طلبك",
            paragraph: "لم نتمكن من نقل موعدك لدى {{workshop}}، ويبقى في {{start}}."),
        cancelDeclined: Outcome(
            subject: "تعذّرت الموافقة على طلبك",
            paragraph: "لم نتمكن من إلغاء موعدك لدى {{workshop}} في {{start}}، ويبقى كما هو."),
        lapsed: Outcome(
            subject: "لم يُبَتّ في طلبك في الوقت المناسب",
            paragraph: "لم يبتّ أحد لدى {{workshop}} في طلبك قبل موعدك في {{start}}. نأسف لذلك؛ يرجى الاتصال بالورشة."),
        fee: "الرسوم التي وافقت عليها هي {{fee}}.", note: "كتبت لك {{workshop}}: {{note}}", action: "عرض الموعد"
    )
}
