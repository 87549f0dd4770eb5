/// Words for made-up entries, the commonest first.
enum Vocabulary {
  static let german = words(
    """
    genossenschaft mitglied strom versammlung dach speicher miete garten werkstatt laden bank kasse hof
    energie wasser wärme quartier stadt dorf region verband netz daten platz plan jahr monat woche tag
    brücke fluss wald schule bücherei küche bäckerei brauerei kino theater musik chor fahrrad bahn hafen markt
    """)
  static let english = words(
    """
    cooperative member meeting solar roof share rent workshop shop farm energy water heat district town
    network year month week people together built opened planned voted shared bridge river forest school
    library kitchen bakery brewery cinema theatre music choir football bicycle railway harbour market
    """)

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
