import Foundation

/// Says on standard error what is being measured.
enum Progress {
  static func tell(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
