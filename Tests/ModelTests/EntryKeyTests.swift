import Model
import Testing

@Suite struct EntryKeyTests {
  @Test func `a key is the first half of a digest over its parts`() {
    let key = EntryKey("1", "guid")
    #expect(EntryKey(bytes: key.bytes) == key)
    #expect(key.bytes.count == 16)
    #expect(
      key != EntryKey("1guid") && key != EntryKey("1g", "uid") && key != EntryKey("guid", "1"))
    #expect(EntryKey("") != EntryKey("", "") && EntryKey() != EntryKey(""))
  }

  @Test func `missing bytes are zero, further ones are left out`() {
    #expect(EntryKey(bytes: []) == EntryKey(high: 0, low: 0))
    #expect(EntryKey(bytes: [1]) == EntryKey(high: 1, low: 0))
    #expect(EntryKey(bytes: Array(repeating: 255, count: 40)).low == .max)
  }

  @Test func `its name is a version 8 UUID`() {
    let name = EntryKey(high: 0, low: .max).uuidURN
    #expect(name == "urn:uuid:00000000-0000-8000-bfff-ffffffffffff")
  }
}
