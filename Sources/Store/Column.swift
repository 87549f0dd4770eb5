import Foundation
import Model

/// How values of the model stand in columns.
enum Column {
  /// Whole seconds since 1970; whatever a publisher dates far beyond any calendar is cut off.
  static func seconds(_ date: Date) -> Int64 {
    let limit = 1e12
    let seconds = date.timeIntervalSince1970
    return seconds.isNaN ? 0 : Int64(min(max(seconds, -limit), limit).rounded(.down))
  }

  /// When an entry is due that is kept back until its source is released: at no time.
  static let untilReleased: Int64 = .max

  /// When an entry is due that is hidden until a source that tells it is listed again.
  static let untilListed: Int64 = .max - 1

  static func date(_ seconds: Int64) -> Date {
    Date(timeIntervalSince1970: Double(seconds))
  }

  static func data(_ key: EntryKey) -> Data { Data(key.bytes) }

  static func key(_ data: Data) -> EntryKey { EntryKey(bytes: Array(data)) }

  /// Equal values give equal text, so that equal databases are equal row by row.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .secondsSince1970
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// `NULL` for an empty list, as most are.
  static func json(list: [some Encodable]) throws -> String? {
    list.isEmpty ? nil : try json(list)
  }

  static func value<Value: Decodable>(
    _ type: Value.Type = Value.self, json: String
  ) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .secondsSince1970
    return try decoder.decode(type, from: Data(json.utf8))
  }

  static func list<Element: Decodable>(json: String?) throws -> [Element] {
    guard let json else { return [] }
    return try value([Element].self, json: json)
  }
}
