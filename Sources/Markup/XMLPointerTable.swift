/// Remembers small values for names that libxml2 has interned, by their pointers.
struct XMLPointerTable<Value>: ~Copyable {
  private static var capacity: Int { 1024 }
  private let slots = UnsafeMutablePointer<(key: UnsafeRawPointer, value: Value)?>.allocate(
    capacity: 1024)
  private var count = 0

  init() { slots.initialize(repeating: nil, count: Self.capacity) }

  deinit {
    slots.deinitialize(count: Self.capacity)
    slots.deallocate()
  }

  @inline(__always)
  subscript(_ key: UnsafeRawPointer) -> Value? {
    var place = Self.place(of: key)
    while let slot = slots[place] {
      if slot.key == key { return slot.value }
      place = (place + 1) & (Self.capacity - 1)
    }
    return nil
  }

  /// Keeps a value while there is room; a document of very many names is just read more slowly.
  mutating func insert(_ value: Value, for key: UnsafeRawPointer) {
    guard count < Self.capacity * 3 / 4 else { return }
    var place = Self.place(of: key)
    while slots[place] != nil { place = (place + 1) & (Self.capacity - 1) }
    slots[place] = (key, value)
    count += 1
  }

  mutating func removeAll() {
    for place in 0..<Self.capacity { slots[place] = nil }
    count = 0
  }

  @inline(__always)
  private static func place(of key: UnsafeRawPointer) -> Int {
    Int((UInt(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15) >> 54)
  }
}
