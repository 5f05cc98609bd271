import Glibc

/// Why the system refused a call: its error number (errno(3)).
package struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  package let code: CInt

  package init(_ code: CInt) { self.code = code }

  /// Of the call that this thread has just made.
  package static var latest: SystemError { SystemError(errno) }

  /// As the system says it, such as "No such file or directory".
  package var text: String { String(cString: strerror(code)) }

  /// The same in lower case, as it stands within a sentence.
  package var description: String { text.lowercased() }
}

/// What the system refused to do with a file, as a sentence.
package struct FileProblem: Error, Sendable, CustomStringConvertible {
  package let description: String

  /// - Parameter what: what could not be done with which file, such as "cannot write 'a.txt'".
  package init(_ what: String, _ error: SystemError) {
    description = "\(what): \(error)"
  }

  /// - Parameter description: the whole sentence, where the system has nothing to add.
  package init(_ description: String) { self.description = description }
}
