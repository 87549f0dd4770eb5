/// The words that stand in dates: months, days and zones, in the languages feeds have been seen in.
enum DateWords {
  /// 1 to 12 for the name of a month or the beginning of one.
  static func month(_ word: String) -> Int? {
    if let month = months[word] { return month }
    guard word.count >= 3 else { return nil }
    return names.firstIndex { line in line.contains { $0.hasPrefix(word) } }.map { $0 + 1 }
  }

  /// 0 for Sunday to 6, of an English or German name.
  static func weekday(_ word: String) -> Int? {
    let word = word.lowercased()
    return weekdays.firstIndex { $0.contains { word.hasPrefix($0) } }
  }

  /// Seconds east of Greenwich of a zone's abbreviation (RFC 822 section 5.1, and what else is common).
  static func zone(_ word: String) -> Int? { zones[word].map { Int($0 * 3600) } }

  private static let weekdays: [[String]] = [
    ["sun", "so"], ["mon", "mo"], ["tue", "di"], ["wed", "mi"], ["thu", "do"], ["fri", "fr"],
    ["sat", "sa"],
  ]

  private static let months: [String: Int] = {
    var table: [String: Int] = [:]
    for (index, line) in names.enumerated() { for name in line { table[name] = index + 1 } }
    return table
  }()

  /// English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish, Czech, Hungarian, Turkish,
  /// Russian, Greek; where a language abbreviates by other letters than the first, the abbreviation too.
  private static let names: [[String]] = [
    [
      "january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari", "jan",
      "styczeń", "stycznia", "leden", "ledna", "január", "ocak", "января", "январь", "ιαν",
      "ιανουάριος", "ιανουαρίου", "ιανουάρ",
    ],
    [
      "february", "februar", "feber", "février", "fevrier", "febrero", "febbraio", "fevereiro",
      "februari", "luty", "lutego", "únor", "února", "február", "şubat", "февраля", "февраль",
      "φεβ", "φεβρουάριος", "φεβρουαρίου", "φεβρουάρ", "févr",
    ],
    [
      "march", "märz", "maerz", "mars", "marzo", "março", "maart", "mrt", "marts", "marzec",
      "marca", "březen", "března", "március", "mart", "марта", "март", "μάρ", "μαρ", "μάρτιος",
      "μαρτίου", "mär", "mrz", "μάώ", "máricus",
    ],
    [
      "april", "avril", "abril", "aprile", "avr", "abr", "kwiecień", "kwietnia", "duben", "dubna",
      "április", "nisan", "апреля", "апрель", "απρ", "απρίλιος", "απριλίου", "ápriilis",
    ],
    [
      "may", "mai", "mayo", "maggio", "maio", "mei", "maj", "maja", "květen", "května", "május",
      "mayıs", "мая", "май", "μαι", "μάι", "μαϊ", "μάϊ", "μάιος", "μαΐου", "máujus",
    ],
    [
      "june", "juni", "juin", "junio", "giugno", "junho", "jun", "czerwiec", "czerwca", "červen",
      "června", "június", "haziran", "июня", "июнь", "ιουν", "ιούν", "ιούνιος", "ιουνίου", "iun",
    ],
    [
      "july", "juli", "juillet", "julio", "luglio", "julho", "jul", "juil", "lipiec", "lipca",
      "červenec", "července", "július", "július", "temmuz", "июля", "июль", "ιουλ", "ιούλ",
      "ιούλιος", "ιουλίου", "ioúl",
    ],
    [
      "august", "août", "aout", "agosto", "augustus", "augusti", "sierpień", "sierpnia", "srpen",
      "srpna", "augusztus", "ağustos", "августа", "август", "αυγ", "αύγ", "αύγουστος",
      "αυγούστου", "ago",
    ],
    [
      "september", "septembre", "septiembre", "setiembre", "settembre", "setembro", "sept", "set",
      "wrzesień", "września", "září", "szeptember", "eylül", "сентября", "сентябрь", "σεπ", "σεπτ",
      "σεπτέμβριος", "σεπτεμβρίου",
    ],
    [
      "october", "oktober", "octobre", "octubre", "ottobre", "outubro", "okt", "out",
      "październik", "października", "říjen", "října", "október", "ekim", "октября", "октябрь",
      "οκτ", "οκτώβριος", "οκτωβρίου",
    ],
    [
      "november", "novembre", "noviembre", "novembro", "listopad", "listopada", "kasım", "ноября",
      "ноябрь", "νοε", "νοέ", "νοέμβριος", "νοεμβρίου",
    ],
    [
      "december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "déc",
      "dic", "grudzień", "grudnia", "prosinec", "prosince", "aralık", "декабря", "декабрь", "δεκ",
      "δεκέμβριος", "δεκεμβρίου",
    ],
  ]

  private static let zones: [String: Double] = [
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "gmt+": 0, "west": 1, "bst": 1, "ist": 5.5,
    "cet": 1, "mez": 1, "met": 1, "cest": 2, "mesz": 2, "mest": 2, "eet": 2, "eest": 3,
    "sast": 2, "msk": 3, "msd": 4, "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5,
    "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "ndt": -2.5,
    "ast": -4, "adt": -3, "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6,
    "mst": -7, "mdt": -6, "mt": -7, "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8,
    "hst": -10, "hast": -10, "hadt": -9, "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3,
    "at": -4, "a": -1, "b": -2, "c": -3, "d": -4, "e": -5, "f": -6, "g": -7, "h": -8, "i": -9,
    "k": -10, "l": -11, "m": -12, "n": 1, "o": 2, "p": 3, "q": 4, "r": 5, "s": 6, "t": 7, "u": 8,
    "v": 9, "w": 10, "x": 11, "y": 12, "wib": 7, "wita": 8, "wit": 9, "pkt": 5, "npt": 5.75,
  ]
}
