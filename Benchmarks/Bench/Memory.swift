import Foundation

/// What the kernel says this process holds, in megabytes.
enum Memory {
  static var peak: Double { value(of: "VmHWM:") }
  static var resident: Double { value(of: "VmRSS:") }

  private static func value(of field: String) -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(field) }
    return line.flatMap { Double($0.filter(\.isNumber)) }.map { $0 / 1024 } ?? 0
  }
}
