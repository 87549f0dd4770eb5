import Foundation
import Glibc

/// A process that works on behalf of a database, so that its leases end with it.
public struct LeaseOwner: Sendable, Hashable, LosslessStringConvertible {
  /// Tells one start of the machine from another.
  public let boot: String
  public let process: Int32

  public init(boot: String, process: Int32) {
    self.boot = boot
    self.process = process
  }

  /// Reads what `description` writes.
  public init?(_ description: String) {
    let parts = description.split(separator: "/")
    guard parts.count == 2, let process = Int32(parts[1]), process > 0 else { return nil }
    self.init(boot: String(parts[0]), process: process)
  }

  /// The running one.
  public static var thisProcess: LeaseOwner {
    let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    return LeaseOwner(
      boot: boot?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown",
      process: ProcessInfo.processInfo.processIdentifier)
  }

  public var description: String { "\(boot)/\(process)" }

  /// Whether the process runs, as seen from another one on the same machine.
  public func isAlive(beside other: LeaseOwner) -> Bool {
    boot == other.boot && (kill(process, 0) == 0 || errno == EPERM)
  }
}
