extension DemoPublisher {
  /// Three cooperatives that do not exist: an energy coop (RSS), a housing coop (Atom) and a tech coop
  /// (JSON Feed).
  ///
  /// The housing coop tells one article of the energy coop too, and the tech coop edits one of its own
  /// a minute after the start.
  ///
  /// - Parameter energySite: where the energy coop's site stands, for the article told twice.
  static func sample(energySite: String) -> [DemoPublisher] {
    [energy, housing(energySite: energySite), tech]
  }

  private static let energy = DemoPublisher(
    name: "Sonnenhang Energie eG", folder: "Energie", language: "de", format: .rss,
    articles: [
      DemoArticle(
        "dachstrom", title: "Strom vom Dach der Grundschule", by: "Mira Feldkamp", hoursOld: 3,
        tags: ["Bürgerenergie", "Photovoltaik"],
        "Seit gestern liefert die Anlage auf dem Dach der Grundschule Strom: 84 Kilowatt, bezahlt von 212 Mitgliedern.",
        "Was die Schule nicht selbst verbraucht, geht an die Nachbarhäuser der Wohnungsgenossenschaft."
      ),
      DemoArticle(
        "versammlung", title: "Einladung zur Generalversammlung", by: "Vorstand", hoursOld: 30,
        tags: ["Genossenschaft"],
        "Wir laden alle Mitglieder in die Mensa ein. Auf der Tagesordnung stehen der Jahresabschluss und die Wahl zum Aufsichtsrat.",
        "Anträge bitte bis Ende des Monats an das Büro."),
      DemoArticle(
        "speicher", title: "Ein Speicher für die Straße", by: "Jonas Ahrens", hoursOld: 52,
        tags: ["Bürgerenergie", "Speicher"],
        "Drei Häuser teilen sich einen Batteriespeicher. Wir erklären, wie die Abrechnung funktioniert und was es kostet."
      ),
    ])

  private static func housing(energySite: String) -> DemoPublisher {
    DemoPublisher(
      name: "Wohnen am Anger eG", folder: "Wohnen", language: "de", format: .atom,
      articles: [
        DemoArticle(
          "strom-von-nebenan", title: "Strom vom Dach der Grundschule", by: "Redaktion",
          hoursOld: 2, tags: ["Bürgerenergie"], elsewhere: energySite + "/dachstrom",
          "Unsere Nachbarn von Sonnenhang Energie liefern jetzt auch uns Strom. Der Artikel steht auf ihrer Seite."
        ),
        DemoArticle(
          "gemeinschaftsgarten", title: "Der Garten im Hof ist eröffnet", by: "Selin Aydın",
          hoursOld: 20, tags: ["Nachbarschaft"],
          "Acht Hochbeete, zwei Apfelbäume und eine Bank: Im Hof wird seit Samstag gegärtnert.",
          "Wer ein Beet übernehmen möchte, meldet sich bei der Gartengruppe."),
        DemoArticle(
          "mieten", title: "Warum unsere Mieten stabil bleiben", by: "Vorstand", hoursOld: 96,
          tags: ["Genossenschaft", "Wohnen"],
          "Kostendeckend statt gewinnorientiert: ein Blick in die Rechnung des letzten Jahres."),
      ])
  }

  private static let tech = DemoPublisher(
    name: "Loom & Lantern Tech Co-op", folder: "Technik", language: "en", format: .json,
    articles: [
      DemoArticle(
        "release-notes", title: "Our booking tool learns to speak ten languages", by: "Ada Okafor",
        hoursOld: 5, tags: ["Free Software"],
        edit: (
          60,
          "The booking tool we build for small hostels now speaks eleven languages: Basque arrived while you were reading."
        ),
        "The booking tool we build for small hostels now speaks ten languages, thanks to volunteers in six countries."
      ),
      DemoArticle(
        "four-day-week", title: "Two years of the four-day week", by: "Tom Reyes", hoursOld: 44,
        tags: ["Worker Co-op"],
        "We measured what happened to deadlines, to sick days and to the washing-up rota.",
        "The short version: two of the three improved."),
      DemoArticle(
        "hosting", title: "Moving our servers next door", by: "Ada Okafor", hoursOld: 150,
        tags: ["Hosting", "Free Software"],
        "Our services now run in the machine room of a hosting cooperative, forty minutes away by bicycle."
      ),
    ])
}
