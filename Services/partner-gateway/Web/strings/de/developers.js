export const developers = {
  title: "Entwicklung",
  lead: "Buchen Sie aus Ihrem eigenen System in unsere Werkstätten, und lassen Sie sich rufen, wenn sich etwas ändert.",
  connectedAs: "Verbunden als",
  environments: { sandbox: "Sandbox", live: "Echtbetrieb" },
  start: "Anfangen",
  fiveSteps: "In fünf Schritten zum geprüften Aufruf",
  copy: "Kopieren",
  copied: "Kopiert",
  copyOf: (title) => `Kopieren: ${title}`,
  codeOf: (title) => `Code: ${title}`,
  steps: {
    client: {
      title: "Einen Client bekommen",
      text:
        "Bitten Sie den Betreiber der Werkstatt um einen Client der Sandbox. Das hier schickt er ab; die Antworten enthalten " +
        "Kennung und Geheimnis.",
      more:
        "Wer lieber signiert (`private_key_jwt`), gibt dem Betreiber seine öffentlichen Schlüssel als `jwks`, jeden mit `kid`. " +
        "Authlib braucht ein `ECKey`-Objekt von joserfc, `alg` ES256 und diese `kid` im Kopf.",
    },
    token: {
      title: "Ein Token holen",
      text: "Es gilt zehn Minuten, wenn der Betreiber nichts anderes gesetzt hat. Danach holen Sie ein neues; zu verlängern gibt es nichts.",
    },
    booking: {
      title: "Einen Termin anfragen",
      text:
        "Die Antwort ist 202 mit einer `id`; was daraus wird, kommt per Webhook, und `GET /v1/bookings/{id}` zeigt es. Noch " +
        "einmal mit demselben `Idempotency-Key` gesendet, zählt die Anfrage einmal.",
      more:
        "In der Sandbox entscheidet die Referenz: `decline-…` wird mit Alternativen abgelehnt, `cancel-…` gebucht und dann " +
        "abgesagt, alles andere gebucht. Werkstatt und Leistung sind dort beliebig.",
    },
    webhook: {
      title: "Sagen, wohin gerufen wird",
      text:
        "Die Antwort enthält das Geheimnis, mit dem Aufrufe signiert sind. Der zweite Befehl löst einen Probeaufruf aus; was " +
        "daraus wurde, steht unter Zustellungen.",
      more:
        "Nur https im öffentlichen Internet. Für einen Empfänger im eigenen Netz muss der Betreiber auf einem System für " +
        "Versuche `PITCREW_WEBHOOK_ADDRESSES=any` setzen.",
    },
    check: {
      title: "Prüfen, was kommt",
      text:
        "Mit dem Paket `standardwebhooks`: `verify` wirft einen Fehler, wenn Signatur oder Zeit nicht stimmt. Antworten Sie 2xx; " +
        "410 beendet die Aufrufe.",
      more:
        "Ein Aufruf kann mit derselben `webhook-id` noch einmal kommen, und nicht der Reihe nach: Übergehen Sie eine `version`, " +
        "die nicht höher ist als Ihre.",
    },
  },
  disconnect: "Trennen",
  clientTitle: "Ihr Client",
  clientText: "Zeigt Webhook, Zustellungen und Nutzung. Kennung und Geheimnis bleiben im Speicher dieser Seite; nach dem Neuladen sind sie weg.",
  clientID: "Client-Kennung",
  clientSecret: "Client-Geheimnis",
  connect: "Verbinden",
  wrongClient: "Kennung oder Geheimnis stimmt nicht. Bitte prüfen Sie beides und versuchen Sie es erneut.",
  reference: "Referenz",
  services: "Dienste",
  raw: (version) => `OpenAPI-Dokument, Version ${version}`,
  partners: "Für Partner",
  calls: "Aufrufe, die Sie bekommen",
  others: "Weitere Operationen",
  scope: "Scope",
  parameters: "Parameter",
  body: "Inhalt",
  answers: "Antworten",
  required: "erforderlich",
  example: "Beispiel",
  deprecated: "Veraltet",
  webhook: "Webhook",
  url: "Adresse",
  urlHint: "Nur https, im öffentlichen Internet. Aufrufe sind nach Standard Webhooks signiert.",
  urlWrong: "Bitte geben Sie eine https-Adresse im öffentlichen Internet an.",
  save: "Speichern",
  webhookSet: "Der Webhook ist gesetzt",
  test: "Probe senden",
  tested: "Der Probeaufruf ist unterwegs",
  rotate: "Neues Geheimnis",
  secretTitle: "Das Geheimnis zum Prüfen der Aufrufe",
  secretText: "Ihr Empfänger muss es lesen können. Nach einem neuen sind Aufrufe noch einen Tag auch mit dem vorigen signiert.",
  bothUntil: (moment) => `Aufrufe sind bis ${moment} auch mit dem vorigen Geheimnis signiert.`,
  disabled: (moment) => `Der Endpunkt ist ausgefallen und wird seit ${moment} nicht mehr gerufen. Speichern Sie die Adresse, um ihn einzuschalten.`,
  usage: "Nutzung",
  inDays: (days) => `Anfragen in ${days} Tagen`,
  ofThem: (failed, slowest) => `${failed} bei uns gescheitert · langsamster Tag: 95 von 100 beantwortet binnen ${slowest}`,
  milliseconds: (count) => `${count} ms`,
  asTable: "Als Tabelle",
  day: "Tag",
  requests: "Anfragen",
  failed: "Gescheitert",
  p95: "95 % binnen",
  deliveries: "Zustellungen",
  noDeliveries: "Es wurde noch nichts gesendet.",
  again: "Aktualisieren",
  more: "Ältere Zustellungen",
  attempts: { one: "1 Versuch", other: (count) => `${count} Versuche` },
  answered: (status) => `Antwort ${status}`,
  states: { delivered: "Zugestellt", pending: "Ausstehend", held: "Zurückgehalten", failed: "Aufgegeben" },
  replay: "Wiederholen",
  replayOne: (type) => `${type} wiederholen`,
  replayed: "Der Aufruf wird wiederholt",
};
