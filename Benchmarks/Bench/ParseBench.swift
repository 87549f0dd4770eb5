import ArgumentParser
import Feeds
import Foundation
import Glibc
import Model

/// Parses every file of a folder, one after the other, by the function that `coopwire parse` calls.
struct ParseBench: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "parse")

  @Argument var folder: String
  @Flag(help: "Leave HTML as it came: what parsing alone takes.")
  var raw = false
  @Flag(help: "Hash every field read; with SWIFT_DETERMINISTIC_HASHING=1 equal for equal feeds.")
  var hash = false

  func run() throws {
    let parser = FeedParser(sanitizes: !raw)
    var hasher = Hasher()
    var bytes = 0
    var entries = 0
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    for name in names {
      guard let document = Self.bytes(of: folder + "/" + name) else {
        throw ValidationError("the file \(name) cannot be read")
      }
      let feed = try parser.parse(document)
      bytes += document.count
      entries += feed.entries.count
      if hash { feed.hash(into: &hasher) }
    }
    let digest = hash ? String(format: "%016lx", hasher.finalize()) : ""
    print(
      """
      {"files":\(names.count),"entries":\(entries),"bytes":\(bytes),\
      "peakMegabytes":\(Memory.peak),"hash":"\(digest)"}
      """)
  }

  /// A whole file by one system call, as the yardstick reads it: to copy it is no part of parsing.
  private static func bytes(of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return nil }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(read(file, buffer.baseAddress, size), 0)
    }
    return bytes.count == size ? bytes : nil
  }
}
