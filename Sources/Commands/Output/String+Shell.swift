extension String {
  /// As a shell takes it for one word: in quotes where it has a space or a sign of the shell.
  var inShell: String {
    let isPlain = !isEmpty && wholeMatch(of: /[\p{L}\p{N}_.\/:+@%,=-]+/) != nil
    return isPlain ? self : "'\(replacing("'", with: "'\\''"))'"
  }
}
