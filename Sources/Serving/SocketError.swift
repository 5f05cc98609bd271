internal import System

/// Why a socket cannot be had, as a sentence for the operator.
package struct SocketError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Reason: Sendable, Hashable {
    case pathTooLong, pathEmpty, notASocket, locked, inUse, unknownGroup, badDescriptor, system
  }

  package let reason: Reason
  package let description: String

  init(_ reason: Reason, _ description: String) {
    self.reason = reason
    self.description = description
  }

  /// A call that the system refused, told by `errno`.
  static func system(_ what: String, _ error: SystemError = .latest) -> SocketError {
    SocketError(.system, "cannot \(what): \(error.text)")
  }
}
