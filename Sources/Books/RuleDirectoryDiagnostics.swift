package import Diagnostics
import RuleFiles

extension DiagnosticID {
  package static let unreadable = DiagnosticID(
    "unreadable",
    page: """
      A file or a folder of the rule book could not be read, for instance because the user that runs Waymark may \
      not read it, because a symbolic link leads nowhere, or because it is a pipe or a device. The rule book is not \
      loaded without it, since a rule that is silently absent is worse than an error. Give Waymark's user permission \
      to read it, or move it away.
      """)
  package static let noRuleDirectory = DiagnosticID(
    "no-rule-directory",
    page: """
      The folder that should hold the rule book does not exist or is no folder. Name the right one with --rules or \
      with `rules: {path: …}` in the configuration, or make one with `waymark init`.
      """)
  package static let noRuleFiles = DiagnosticID(
    "no-rule-files",
    page: """
      The folder holds no rule files. Waymark reads every *.yaml and *.yml below it, but for names that begin with \
      a dot or an underscore, names that end in ~, and rule tests (*.test.yaml). Make a first book with \
      `waymark init`.
      """)
  package static let linkLeadsOut = DiagnosticID(
    "link-leads-out",
    page: """
      A symbolic link in the folder of the rule book leads to a file or a folder outside it. It is not followed, \
      because whoever may put a link there could have Waymark read, and show to others, what only Waymark's user may \
      read. Move the file into the folder, or, if everybody who can write there is trusted with it, set \
      `rules: {links: follow}` in the configuration (WAYMARK_RULES_LINKS=follow for commands).
      """)
  package static let tooManyFiles = DiagnosticID(
    "too-many-files",
    page: """
      The folder holds more than 10,000 rule files, or more than 200,000 names of any kind, so that it is probably not \
      the folder that was meant, or something else was put into it by accident. Nothing more is read. Name the right \
      folder, move what is no rule book out of it, or join small files.
      """)
  package static let filesChanging = DiagnosticID(
    "files-changing",
    page: """
      The rule files changed again and again while they were being read, so that what was read may be half of the \
      old and half of the new. It is not taken. Wait until whatever writes them is done, and try again.
      """)
}

/// The problems of reading rule files from disk.
package enum RuleDirectoryDiagnostics {
  package static let catalogue: [DiagnosticID] = [
    .unreadable, .noRuleDirectory, .noRuleFiles, .notRead, .linkLeadsOut, .tooManyFiles, .filesChanging,
  ]
}
