package import JSON
package import Rules

extension WeakenedSafeguard {
  /// Writes what it was and what to do, as `/v1/book` and `waymark diff` say it.
  package func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("what", words)
      $0.member("help", ifPresent: remedy)
    }
  }
}
