import CLibXML2
import Glibc

/// Bytes of any encoding iconv knows, as UTF-8.
enum EncodingConverter {
  /// The bytes as UTF-8, and whether all of them were characters of the encoding; `nil` where iconv does not know it.
  static func utf8(
    _ bytes: UnsafeBufferPointer<UInt8>, from name: String
  ) -> (bytes: [UInt8], isSound: Bool)? {
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
      return nil
    }
    defer { iconv_close(converter) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 2)
    var isSound = true
    bytes.withMemoryRebound(to: CChar.self) { source in
      var next = UnsafeMutablePointer(mutating: source.baseAddress)
      var left = source.count
      while left > 0 {
        let error = convert(converter, &next, &left, into: &result)
        guard error == EILSEQ || error == EINVAL else { continue }
        isSound = false
        if let next, name == "WINDOWS-1252" {
          result += Array(String(Unicode.Scalar(UInt8(bitPattern: next.pointee))).utf8)
        } else {
          result += [0xEF, 0xBF, 0xBD]
        }
        next = next.map { $0 + 1 }
        left -= 1
      }
      _ = convert(converter, nil, nil, into: &result)
    }
    return (result, isSound)
  }

  /// Converts until the input ends, something is wrong with it or the buffer is full; says what was wrong.
  private static func convert(
    _ converter: iconv_t, _ next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ left: UnsafeMutablePointer<Int>?, into result: inout [UInt8]
  ) -> Int32 {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 15) { buffer in
      var out = buffer.baseAddress
      var room = buffer.count
      let status = iconv(converter, next, left, &out, &room)
      let error = status == -1 ? errno : 0
      buffer.prefix(buffer.count - room).withMemoryRebound(to: UInt8.self) { result += $0 }
      return error
    }
  }
}
