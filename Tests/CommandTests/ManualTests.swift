import Foundation
import Testing
import TestSupport

/// The pages of the manual, as the programs that show them read them.
@Suite struct ManualTests {
  private static let man = Tool("man")
  private static let mandoc = Tool("mandoc")

  private static func pages(in folder: TemporaryFolder) throws -> [String] {
    let result = try Shell.run("waymark manual pages", in: folder)
    #expect(result.exitCode == 0 && result.output + result.errors == "", "\(result.errors)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "pages").path)
      .sorted()
  }

  @Test func `every command has a page, and no other`() throws {
    let folder = try TemporaryFolder()
    let pages = try Self.pages(in: folder)
    // What completions know of commands is made by the parser itself.
    let script = try Shell.run("waymark completions bash", in: folder).output
    let functions = Set(script.matches(of: /(?m)^_waymark((?:_[a-z-]+)*)\(\)/).map { String($0.output.1) })
    let commands = functions.filter {
      !$0.hasPrefix("_help") && !$0.hasPrefix("_-") && !$0.hasPrefix("_manual")
    }
    let wanted = commands.map { "waymark\($0.replacing("_", with: "-")).1" }.sorted()
    #expect(pages == wanted && pages.count > 15)
  }

  @Test func `a page says what help says`() throws {
    let folder = try TemporaryFolder()
    _ = try Self.pages(in: folder)
    let page = try String(contentsOf: folder.url.appending(path: "pages/waymark-next.1"), encoding: .utf8)
    for part in [
      #".TH "WAYMARK\-NEXT" 1 "20"#,
      #"waymark\-next \- decide what to do next for journeys, and reserve it"#,
      #"[\fB\-\-take\fR \fIcount\fR]"#, #"\fB\-q\fR, \fB\-\-quiet\fR"#, ".SH EXIT STATUS\n.TP\n\\fB0\\fR\n",
      "(default: 1)", #"\fBwaymark outcome \-\-outcome not_sent\fR"#, #"\fBwaymark\-outcome\fR(1)"#,
    ] { #expect(page.contains(part), "\(part) is not in:\n\(page)") }
  }

  @Test(.needs(mandoc)) func `mandoc finds nothing wrong with them`() throws {
    let folder = try TemporaryFolder()
    for page in try Self.pages(in: folder) {
      let result = try Self.mandoc.run(["-Tlint", "-Wwarning", "pages/\(page)"], in: folder.url)
      #expect(result.code == 0 && result.text == "", "\(result.text)")
    }
  }

  @Test(.needs(man)) func `man shows them without a warning`() throws {
    let folder = try TemporaryFolder()
    for page in try Self.pages(in: folder) {
      let result = try Self.man.run(
        ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", "pages/\(page)"], in: folder.url)
      // What is printed goes on as the language of a printer; warnings are in words.
      let warnings = result.text.split(separator: "\n").filter {
        $0.contains("warning") && $0.contains("troff")
      }
      #expect(result.code == 0 && warnings.isEmpty && !result.text.isEmpty, "\(page): \(warnings)")
    }
  }
}
