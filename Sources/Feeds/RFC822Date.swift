/// The date of mail and RSS as programs write it: `Tue, 05 Nov 2024 08:15:30 +0100` (RFC 822 section 5, RFC 2822).
///
/// Only the regular form, for it is nine of ten; the rest is left to `LenientDate`.
enum RFC822Date {
  static func seconds(_ text: Span<UInt8>) -> Int? {
    var place = 0
    if text.count > 4, text[3] == 44 { place = text[4] == 32 ? 5 : 4 }
    var parts = DateParts()
    guard let day = DateDigits.read(text, &place, upTo: 2), space(text, &place),
      let month = month(text, &place), space(text, &place)
    else { return nil }
    let yearStart = place
    guard let year = DateDigits.read(text, &place, upTo: 4), space(text, &place) else {
      return nil
    }
    guard place - yearStart != 4 else { return nil }
    parts.year = place - yearStart == 5 ? year : DateParts.year(twoDigits: year)
    guard place - yearStart == 5 || place - yearStart == 3 else { return nil }
    parts.month = month
    parts.day = day
    guard DateDigits.time(text, &place, &parts), space(text, &place),
      let offset = zone(text, place)
    else { return nil }
    parts.offset = offset
    return parts.seconds
  }

  private static func space(_ text: Span<UInt8>, _ place: inout Int) -> Bool {
    guard place < text.count, text[place] == 32 else { return false }
    place += 1
    return true
  }

  private static func month(_ text: Span<UInt8>, _ place: inout Int) -> Int? {
    guard place + 3 <= text.count else { return nil }
    let word =
      UInt32(text[place] | 32) << 16 | UInt32(text[place + 1] | 32) << 8
      | UInt32(text[place + 2] | 32)
    place += 3
    return switch word {
    case 0x6A616E: 1
    case 0x666562: 2
    case 0x6D6172: 3
    case 0x617072: 4
    case 0x6D6179: 5
    case 0x6A756E: 6
    case 0x6A756C: 7
    case 0x617567: 8
    case 0x736570: 9
    case 0x6F6374: 10
    case 0x6E6F76: 11
    case 0x646563: 12
    default: nil
    }
  }

  /// `+0100`, `GMT`, `UTC` or `Z` at the end.
  private static func zone(_ text: Span<UInt8>, _ place: Int) -> Int? {
    switch text.count - place {
    case 5 where text[place] == 43 || text[place] == 45:
      var next = place + 1
      guard let value = DateDigits.read(text, &next, upTo: 4), next == text.count else {
        return nil
      }
      let offset = (value / 100) * 3600 + (value % 100) * 60
      return text[place] == 43 ? offset : -offset
    case 3:
      let isGMT = text[place] == 71 && text[place + 1] == 77 && text[place + 2] == 84
      let isUTC = text[place] == 85 && text[place + 1] == 84 && text[place + 2] == 67
      return isGMT || isUTC ? 0 : nil
    case 1: return text[place] == 90 ? 0 : nil
    default: return nil
    }
  }
}

/// Numbers and times of day in a date.
enum DateDigits {
  static func read(_ text: Span<UInt8>, _ place: inout Int, upTo limit: Int) -> Int? {
    var value = 0
    let start = place
    while place < text.count, place - start < limit, text[place] &- 48 < 10 {
      value = value * 10 + Int(text[place] - 48)
      place += 1
    }
    return place > start ? value : nil
  }

  /// `hh:mm`, with seconds and their fraction or without.
  static func time(_ text: Span<UInt8>, _ place: inout Int, _ parts: inout DateParts) -> Bool {
    guard let hour = read(text, &place, upTo: 2), place < text.count, text[place] == 58 else {
      return false
    }
    place += 1
    guard let minute = read(text, &place, upTo: 2) else { return false }
    parts.hour = hour
    parts.minute = minute
    guard place < text.count, text[place] == 58 else { return true }
    place += 1
    guard let second = read(text, &place, upTo: 2) else { return false }
    parts.second = second
    if place < text.count, text[place] == 46 || text[place] == 44 {
      place += 1
      return read(text, &place, upTo: 12) != nil
    }
    return true
  }
}
