/// The date of Atom and its kin: RFC 3339, and what else ISO 8601 allows: months, ordinal days, weeks, no separators.
enum ISODate {
  static func seconds(_ text: Span<UInt8>) -> Int? {
    var place = 0
    var parts = DateParts()
    guard day(text, &place, &parts) else { return nil }
    guard place < text.count else { return parts.seconds }
    guard text[place] == 84 || text[place] == 116 || text[place] == 32 else { return nil }
    while place < text.count, text[place] == 32 || text[place] | 32 == 116 { place += 1 }
    guard place < text.count else { return parts.seconds }
    guard time(text, &place, &parts) else { return nil }
    return zone(text, &place, &parts) && place == text.count ? parts.seconds : nil
  }

  private static func digitCount(_ text: Span<UInt8>, _ place: Int) -> Int {
    var end = place
    while end < text.count, text[end] &- 48 < 10 { end += 1 }
    return end - place
  }

  private static func skip(_ byte: UInt8, _ text: Span<UInt8>, _ place: inout Int) -> Bool {
    guard place < text.count, text[place] == byte else { return false }
    place += 1
    return true
  }

  // MARK: Day

  private static func day(
    _ text: Span<UInt8>, _ place: inout Int, _ parts: inout DateParts
  ) -> Bool {
    switch digitCount(text, place) {
    case 4:
      parts.year = DateDigits.read(text, &place, upTo: 4) ?? 0
      guard skip(45, text, &place) else { return place == text.count }
      return dayOfYear(text, &place, &parts)
    case 7:
      parts.year = DateDigits.read(text, &place, upTo: 4) ?? 0
      return ordinal(text, &place, &parts)
    case 8:
      parts.year = DateDigits.read(text, &place, upTo: 4) ?? 0
      parts.month = DateDigits.read(text, &place, upTo: 2) ?? 0
      parts.day = DateDigits.read(text, &place, upTo: 2) ?? 0
      return true
    case 2:
      // `04-07-31`: two digits of the year, as ISO 8601 had it until 2004.
      parts.year = DateParts.year(twoDigits: DateDigits.read(text, &place, upTo: 2) ?? 0)
      guard skip(45, text, &place), 2...3 ~= digitCount(text, place) else { return false }
      return dayOfYear(text, &place, &parts)
    case 6:
      parts.year = DateParts.year(twoDigits: DateDigits.read(text, &place, upTo: 2) ?? 0)
      parts.month = DateDigits.read(text, &place, upTo: 2) ?? 0
      parts.day = DateDigits.read(text, &place, upTo: 2) ?? 0
      return true
    case 0: return monthOfYear(text, &place, &parts)
    default: return false
    }
  }

  /// `-0407`, `-04-07`: a month, the century left out.
  private static func monthOfYear(
    _ text: Span<UInt8>, _ place: inout Int, _ parts: inout DateParts
  ) -> Bool {
    guard skip(45, text, &place), let year = DateDigits.read(text, &place, upTo: 2) else {
      return false
    }
    _ = skip(45, text, &place)
    guard digitCount(text, place) == 2 else { return false }
    parts.year = DateParts.year(twoDigits: year)
    parts.month = DateDigits.read(text, &place, upTo: 2) ?? 0
    return place == text.count
  }

  private static func dayOfYear(
    _ text: Span<UInt8>, _ place: inout Int, _ parts: inout DateParts
  ) -> Bool {
    if place < text.count, text[place] | 32 == 119 { return week(text, &place, &parts) }
    if digitCount(text, place) == 3 { return ordinal(text, &place, &parts) }
    guard let month = DateDigits.read(text, &place, upTo: 2) else { return false }
    parts.month = month
    guard skip(45, text, &place) else { return true }
    guard let day = DateDigits.read(text, &place, upTo: 2) else { return false }
    parts.day = day
    return true
  }

  private static func ordinal(
    _ text: Span<UInt8>, _ place: inout Int, _ parts: inout DateParts
  ) -> Bool {
    guard let number = DateDigits.read(text, &place, upTo: 3), 1...366 ~= number else {
      return false
    }
    set(day: DateParts.days(parts.year, 1, 1) + number - 1, in: &parts)
    return true
  }

  /// `W05-4`: the week of which the year's first Thursday is in the first (ISO 8601).
  private static func week(
    _ text: Span<UInt8>, _ place: inout Int, _ parts: inout DateParts
  ) -> Bool {
    place += 1
    guard let week = DateDigits.read(text, &place, upTo: 2), 1...53 ~= week else { return false }
    _ = skip(45, text, &place)
    let weekday = DateDigits.read(text, &place, upTo: 1) ?? 1
    guard 1...7 ~= weekday else { return false }
    let fourth = DateParts.days(parts.year, 1, 4)
    // 1970-01-01 was a Thursday.
    let monday = fourth - ((fourth + 3) % 7 + 7) % 7
    set(day: monday + (week - 1) * 7 + weekday - 1, in: &parts)
    return true
  }

  private static func set(day number: Int, in parts: inout DateParts) {
    var (month, start) = (1, DateParts.days(parts.year, 1, 1))
    var year = parts.year
    if number < start { (year, month, start) = (year - 1, 12, DateParts.days(year - 1, 12, 1)) }
    while month < 12, DateParts.days(year, month + 1, 1) <= number {
      month += 1
      start = DateParts.days(year, month, 1)
    }
    if number - start >= 31 { (year, month, start) = (year + 1, 1, start + 31) }
    (parts.year, parts.month, parts.day) = (year, month, number - start + 1)
  }

  // MARK: Time

  private static func time(
    _ text: Span<UInt8>, _ place: inout Int, _ parts: inout DateParts
  ) -> Bool {
    let digits = digitCount(text, place)
    if digits == 2 || digits == 1, place + digits == text.count || text[place + digits] != 58 {
      parts.hour = DateDigits.read(text, &place, upTo: 2) ?? 0
      return true
    }
    guard digits == 4 || digits == 6 else { return DateDigits.time(text, &place, &parts) }
    parts.hour = DateDigits.read(text, &place, upTo: 2) ?? 0
    parts.minute = DateDigits.read(text, &place, upTo: 2) ?? 0
    parts.second = DateDigits.read(text, &place, upTo: 2) ?? 0
    if skip(46, text, &place) { _ = DateDigits.read(text, &place, upTo: 12) }
    return true
  }

  private static func zone(
    _ text: Span<UInt8>, _ place: inout Int, _ parts: inout DateParts
  ) -> Bool {
    while skip(32, text, &place) {}
    guard place < text.count else { return true }
    if text[place] | 32 == 122 {
      place += 1
      return true
    }
    let sign = text[place]
    guard sign == 43 || sign == 45 else { return false }
    place += 1
    guard let hours = DateDigits.read(text, &place, upTo: 2) else { return false }
    _ = skip(58, text, &place)
    let minutes = DateDigits.read(text, &place, upTo: 2) ?? 0
    parts.offset = (hours * 3600 + minutes * 60) * (sign == 43 ? 1 : -1)
    // Some write both an offset and a `Z`.
    _ = skip(90, text, &place)
    return true
  }
}
