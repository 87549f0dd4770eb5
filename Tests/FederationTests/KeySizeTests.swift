import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import Federation

/// Which keys of others are taken.
struct KeySizeTests {
  private enum Form: CaseIterable {
    case pkcs1, spki
  }

  /// A public key of so many bits, of which nobody knows a private one.
  private static func pem(bits: Int, _ form: Form) -> String {
    var modulus = [UInt8](repeating: 0xa5, count: (bits + 7) / 8)
    modulus[0] = UInt8(truncatingIfNeeded: 1 << ((bits - 1) % 8))
    let key = element(0x30, integer(modulus) + integer([1, 0, 1]))
    switch form {
    case .pkcs1: return text("RSA PUBLIC KEY", key)
    case .spki:
      // The name of RSA (1.2.840.113549.1.1.1), and nothing said of it.
      let rsa: [UInt8] = [
        0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
      ]
      return text("PUBLIC KEY", element(0x30, element(0x30, rsa) + element(0x03, [0] + key)))
    }
  }

  private static func integer(_ number: [UInt8]) -> [UInt8] {
    element(0x02, (number.first ?? 0) < 0x80 ? number : [0] + number)
  }

  /// An element of DER.
  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    if count < 0x80 { return [tag, UInt8(count)] + content }
    if count < 0x100 { return [tag, 0x81, UInt8(count)] + content }
    return [tag, 0x82, UInt8(count >> 8), UInt8(count & 0xff)] + content
  }

  private static func text(_ kind: String, _ der: [UInt8]) -> String {
    let lines = Data(der).base64EncodedString(options: [
      .lineLength64Characters, .endLineWithLineFeed,
    ])
    return "-----BEGIN \(kind)-----\n\(lines)\n-----END \(kind)-----\n"
  }

  @Test(arguments: [2048, 2056, 3072, 4096, 8192], Form.allCases)
  private func `RSA keys of 2048 to 8192 bits are taken`(bits: Int, form: Form) throws {
    guard case .rsa(let key) = try VerificationKey(pem: Self.pem(bits: bits, form)) else {
      Issue.record("no RSA key")
      return
    }
    #expect(key.keySizeInBits == bits)
  }

  @Test(arguments: [512, 1024, 2040, 2047, 8193, 8200, 12288, 16384], Form.allCases)
  private func `smaller and larger ones are refused`(bits: Int, form: Form) {
    #expect(throws: SignatureError.self) { try VerificationKey(pem: Self.pem(bits: bits, form)) }
  }

  @Test func `a key without end is not looked at`() {
    let pem = VectorTests.pem("PUBLIC KEY", String(repeating: "A", count: 9000))
    #expect(throws: SignatureError.unusableKey(why: "it is too long")) {
      try VerificationKey(pem: pem)
    }
  }

  /// JSON carries PEM through many hands.
  @Test func `a key is read with line ends of any kind`() throws {
    for form in Form.allCases {
      let pem = Self.pem(bits: 2048, form)
      let bare = String(pem.dropLast())
      for text in [pem.replacing("\n", with: "\r\n"), "\n" + pem + "\n", bare, bare + " \n"] {
        #expect(throws: Never.self, "\(text)") { try VerificationKey(pem: text) }
      }
    }
  }

  @Test func `neither a damaged key nor a private one is taken`() throws {
    let pem = Self.pem(bits: 2048, .pkcs1)
    for text in [
      "", "ssh-rsa AAAAB3NzaC1yc2E=", pem.replacing("M", with: "!"),
      pem.replacing("\nMII", with: "\nMIJ"), try KeyPair.generate().privatePEM,
      VectorTests.pem("RSA PUBLIC KEY"), VectorTests.pem("PUBLIC KEY", "MAA="),
    ] {
      #expect(throws: SignatureError.self, "\(text)") { try VerificationKey(pem: text) }
    }
  }
}
