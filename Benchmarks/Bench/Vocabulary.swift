/// Words for made-up entries.
enum Vocabulary {
  static let words = """
    genossenschaft mitglied versammlung strom dach speicher miete garten werkstatt laden bank kasse hof
    energie wasser wärme quartier stadt dorf region verband netz daten platz plan jahr monat woche tag
    cooperative member meeting solar roof share rent workshop shop farm energy water heat district town
    network year month week people together built opened planned voted shared bridge river forest school
    library kitchen bakery brewery cinema theatre music choir football bicycle railway harbour market
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
