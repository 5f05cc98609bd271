import Foundation
import Testing
import TestSupport

/// The articles, as the tool that publishes them reads them.
@Suite struct DocumentationTests {
  private static let docc = Tool("docc")

  @Test(.needs(docc)) func `the articles are built without a warning`() throws {
    let folder = try TemporaryFolder()
    let catalogue = Project.root.appending(path: "Sources/waymark/Documentation.docc").path
    let built = try Self.docc.run(
      [
        "convert", catalogue, "--output-path", folder.url.appending(path: "out").path, "--warnings-as-errors",
        "--fallback-display-name", "Waymark", "--fallback-bundle-identifier", "waymark",
      ], in: folder.url)
    #expect(built.code == 0 && !built.text.contains("warning:"), "\(built.text)")
    // Links that lead nowhere are warnings only where the page is read at all.
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appending(path: "out/data/documentation/waymark").path)
    #expect(pages.count > 20, "\(pages)")
  }
}
