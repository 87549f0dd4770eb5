import Model

/// The number of a list in the database, made of its name, so that nobody need look it up.
struct ListNumber: RawRepresentable, Hashable {
  var rawValue: Int64

  init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  init(_ list: EntryList) {
    rawValue = Int64(EntryKey(list.key).high >> 1)
  }
}
