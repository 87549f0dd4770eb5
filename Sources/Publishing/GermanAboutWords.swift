extension Wording {
  static let germanAbout: [Word: String] = [
    .aboutTitle: "Über diesen Nachrichtendienst",
    .aboutDescription: "Was %1 ist, nach welchen Regeln es arbeitet und wer dafür einsteht.",
    .aboutWhat: "Was das ist",
    .aboutWhatText:
      "%1 liest die Feeds von Genossenschaften und ihrem Umfeld, führt sie zusammen, ohne etwas doppelt zu zeigen, und gibt sie weiter: als Seite, als Feed und im Fediverse. Jeder Eintrag führt zu der Quelle, die ihn geschrieben hat.",
    .aboutCounts: "Zurzeit liest es %1 Quelle.|Zurzeit liest es %1 Quellen.",
    .aboutRules: "Nach welchen Regeln",
    .aboutOrder: "Es ordnet nur die Zeit. Nichts wird nach Beliebtheit gereiht oder empfohlen.",
    .aboutFair:
      "Damit kleine Quellen neben großen sichtbar bleiben, klappen auf den Seiten der vierte und jeder weitere Eintrag einer Quelle an einem Tag ein. In den Feeds steht alles.",
    .aboutExcerpt:
      "Gezeigt werden Titel, Link und ein Auszug von höchstens 200 Zeichen; mehr nur, wo die Quelle es erlaubt.",
    .aboutNoImages: "Bilder der Quellen werden auf diesen Seiten nicht gezeigt.",
    .aboutNoTracking:
      "Diese Seiten setzen keine Cookies, brauchen kein Skript und laden nichts von Dritten.",
    .aboutTwice: "Was mehrere Quellen melden, steht einmal da und nennt sie alle.",
    .aboutSubscribe: "Abonnieren",
    .aboutSubscribeText: "Alles in einem Feed:",
    .aboutOPML: "Alle Quellen auf einmal, zum Einlesen in den eigenen Feedreader:",
    .aboutFollow: "Im Fediverse",
    .aboutFollowText:
      "Diese Adresse in die Suche von Mastodon oder einem anderen Dienst des Fediverse eingeben und dort folgen:",
    .aboutPolite: "Wie gelesen wird",
    .aboutPoliteText:
      "Jede Quelle wird nur so oft gefragt, wie sie Neues bringt, höchstens eine Anfrage je Server zur gleichen Zeit, mit bedingten Anfragen, die kaum Daten kosten. Der Name des lesenden Programms nennt diesen Dienst.",
    .aboutOperator: "Wer dafür einsteht",
    .aboutOperatorText: "Anbieterkennzeichnung, Datenschutz und Kontakt:",
    .aboutTakedown: "Einen Inhalt entfernen lassen",
    .aboutTakedownText:
      "Eine Nachricht mit der Adresse des Eintrags genügt. Entfernt wird überall zugleich: auf den Seiten, in den Feeds und im Fediverse. Auch eine ganze Quelle lässt sich so austragen oder neu vorschlagen.",
    .aboutNoContact: "Die Kontaktadresse ist noch nicht eingerichtet.",
    .aboutReservation: "Maschinelle Auswertung",
    .aboutReservationText:
      "Die Rechte an den Inhalten liegen bei den Quellen. Text und Data Mining nach § 44b Abs. 3 UrhG und Art. 4 Abs. 3 der Richtlinie (EU) 2019/790 ist vorbehalten, auch für das Training von Modellen.",
  ]
}
