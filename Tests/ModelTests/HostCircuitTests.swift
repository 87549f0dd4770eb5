import Foundation
import Model
import Testing

struct HostCircuitTests {
  private let now = Date(timeIntervalSince1970: 1_790_000_000)

  private func circuit(failing times: Int, every seconds: TimeInterval) -> HostCircuit {
    var circuit = HostCircuit()
    for time in 0..<times { circuit.fail("down", now: now + Double(time) * seconds) }
    return circuit
  }

  @Test func `five failures in a row leave a host alone for half an hour`() {
    #expect(!circuit(failing: 4, every: 1).isClosed(to: now))
    let circuit = circuit(failing: 5, every: 1)
    #expect(circuit.openUntil == now + 4 + 1800)
    #expect(circuit.isClosed(to: now + 1800))
    #expect(!circuit.isClosed(to: now + 1804))
  }

  @Test func `failures far apart are no row`() {
    #expect(!circuit(failing: 5, every: 601).isProbed)
  }

  @Test func `the one that tries again decides`() {
    var circuit = circuit(failing: 5, every: 1)
    let later = now + 2000
    circuit.probe(now: later)
    #expect(circuit.isClosed(to: later + 119))
    var failed = circuit
    failed.fail("down", now: later)
    #expect(failed.openUntil == later + 1800)
    circuit.succeed(now: later)
    #expect(circuit.openUntil == nil)
    #expect(circuit.failingSince == nil)
    #expect(circuit.lastSuccess == later)
  }

  @Test func `a host that fails on seven days is asked once a day`() {
    let six = circuit(failing: 6, every: 86_400)
    #expect(!six.isSuspended)
    let seven = circuit(failing: 7, every: 86_400)
    #expect(seven.isSuspended)
    #expect(seven.openUntil == now + 7 * 86_400)
    #expect(seven.failingSince == now)
  }

  @Test func `a host that wants to be left alone has not failed`() {
    var circuit = HostCircuit()
    circuit.rest(until: now + 300)
    #expect(circuit.isClosed(to: now))
    #expect(circuit.failingSince == nil)
  }
}
