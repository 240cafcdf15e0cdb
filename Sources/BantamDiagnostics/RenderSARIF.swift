/// The findings as a SARIF 2.1.0 log (OASIS Static Analysis Results Interchange Format), as GitHub's code scanning reads
/// it: with a full description and help for each rule, a region, a fingerprint and fixes for each result.
///
/// Of more than 25,000 findings, which is what GitHub takes of one run, the errors are kept first and a notification
/// counts the rest. Findings about no place go to the first file, as GitHub shows none without one.
public func sarif(_ diagnostics: [Diagnostic], files: [SourceFile], context: FindingsContext) -> String {
  let log = SARIFLog(diagnostics, files: files, context: context)
  var writer = JSONWriter()
  log.write(into: &writer)
  writer.endLine()
  return writer.text
}

/// A log with one run.
private struct SARIFLog {
  /// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
  static let maximumResults = 25_000
  /// A message may hold a text of the user's of any length.
  static let maximumMessage = 2_000

  let files: [SourceFile]
  let context: FindingsContext
  let results: [Diagnostic]
  let hiddenCount: Int
  let rules: SARIFRules
  let positions: PositionTable

  init(_ diagnostics: [Diagnostic], files: [SourceFile], context: FindingsContext) {
    self.files = files
    self.context = context
    results = worstFirst(diagnostics, limit: Self.maximumResults)
    hiddenCount = diagnostics.count - results.count
    rules = SARIFRules(results, explanation: context.explanation)
    positions = PositionTable(files)
  }

  func write(into writer: inout JSONWriter) {
    writer.object { log in
      log.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      log.member("version", "2.1.0")
      log.array("runs") { runs in runs.object(writeRun) }
    }
  }

  private func writeRun(_ run: inout JSONWriter) {
    run.object("tool") { tool in
      tool.object("driver") { driver in
        driver.member("name", "bantam")
        driver.member("semanticVersion", context.version)
        driver.array("rules", rules.write)
      }
    }
    run.member("columnKind", "unicodeCodePoints")
    run.object("originalUriBaseIds") { bases in
      bases.object("%SRCROOT%") { $0.member("uri", context.paths.folderURI) }
    }
    run.array("invocations") { invocations in invocations.object(writeInvocation) }
    run.array("results") { list in
      var fingerprints = Fingerprints()
      for diagnostic in results where hasResult(diagnostic) {
        list.object { writeResult(diagnostic, fingerprints.next(diagnostic, files: files), &$0) }
      }
    }
  }

  /// Where there is no file at all, a finding is something that the tool itself has to say.
  private func hasResult(_ diagnostic: Diagnostic) -> Bool { place(diagnostic.span) != nil || firstFile != nil }

  private var firstFile: Int? { files.firstIndex { !$0.isBuiltIn } }

  private func writeInvocation(_ invocation: inout JSONWriter) {
    invocation.member("executionSuccessful", true)
    let loose = results.filter { !hasResult($0) }
    guard hiddenCount > 0 || !loose.isEmpty else { return }
    invocation.array("toolExecutionNotifications") { list in
      for diagnostic in loose {
        list.object { writer in
          writer.member("level", diagnostic.severity.rawValue)
          writeMessage(diagnostic.wholeText, &writer)
          writer.object("associatedRule") { writeRuleReference(diagnostic.code, "id", "index", &$0) }
        }
      }
      guard hiddenCount > 0 else { return }
      list.object { writer in
        writer.member("level", Severity.warning.rawValue)
        writeMessage("\(hiddenCount) findings more than a log may hold are left out", &writer)
      }
    }
  }

  private func writeResult(_ diagnostic: Diagnostic, _ fingerprint: String, _ result: inout JSONWriter) {
    writeRuleReference(diagnostic.code, "ruleId", "ruleIndex", &result)
    result.member("level", diagnostic.severity.rawValue)
    writeMessage(diagnostic.wholeText, &result)
    result.array("locations") { list in
      list.object { location in
        if let span = place(diagnostic.span) {
          writePlace(span, &location)
        } else if let file = firstFile {
          location.object("physicalLocation") { writeFile(file, &$0) }
        }
      }
    }
    if !diagnostic.notes.isEmpty {
      result.array("relatedLocations") { list in
        for (index, note) in diagnostic.notes.enumerated() { list.object { writeNote(note, index + 1, &$0) } }
      }
    }
    result.object("partialFingerprints") { $0.member("codeAndLine/v1", fingerprint) }
    let fixes = diagnostic.fixes.filter { fix in
      !fix.edits.isEmpty && fix.edits.allSatisfy { place($0.span) != nil }
    }
    guard !fixes.isEmpty else { return }
    result.array("fixes") { list in for fix in fixes { list.object { writeFix(fix, &$0) } } }
  }

  private func writeRuleReference(_ code: String, _ id: String, _ index: String, _ writer: inout JSONWriter) {
    writer.member(id, code)
    writer.member(index, rules.index(of: code))
  }

  /// Braces stay as they are: the programs that show such texts put nothing in their place without `arguments`.
  private func writeMessage(_ text: String, _ writer: inout JSONWriter) {
    let text = clipped(printable(text, keepsLineEnds: true), to: Self.maximumMessage)
    writer.object("message") { $0.member("text", text) }
  }

  /// A place in a built-in text is told in words only.
  private func writeNote(_ note: Note, _ id: Int, _ location: inout JSONWriter) {
    location.member("id", id)
    if let span = place(note.span) { writePlace(span, &location) }
    writeMessage(note.text, &location)
  }

  private func writeFix(_ fix: Fix, _ writer: inout JSONWriter) {
    let title = clipped(fix.title, to: Self.maximumMessage)
    writer.object("description") { $0.member("text", fix.isSafe ? title : title + " (may change what the rules mean)") }
    writer.array("artifactChanges") { changes in
      for file in Set(fix.edits.map(\.span.file)).sorted() {
        changes.object { change in
          change.object("artifactLocation") { writeURI(file, &$0) }
          change.array("replacements") { list in
            for edit in fix.edits where edit.span.file == file {
              list.object { replacement in
                replacement.object("deletedRegion") { writeRegion(edit.span, &$0) }
                replacement.object("insertedContent") { $0.member("text", edit.text) }
              }
            }
          }
        }
      }
    }
  }

  // MARK: Places

  /// The span, if it lies in a file on the disk.
  private func place(_ span: Span?) -> Span? {
    span.flatMap { files.indices.contains($0.file) && !files[$0.file].isBuiltIn ? $0 : nil }
  }

  private func writePlace(_ span: Span, _ location: inout JSONWriter) {
    location.object("physicalLocation") { place in
      writeFile(span.file, &place)
      place.object("region") { writeRegion(span, &$0) }
    }
  }

  private func writeFile(_ file: Int, _ writer: inout JSONWriter) {
    writer.object("artifactLocation") { writeURI(file, &$0) }
  }

  private func writeURI(_ file: Int, _ writer: inout JSONWriter) {
    let uri = context.paths.uri(files[file].path)
    writer.member("uri", uri.text)
    if uri.isRelative { writer.member("uriBaseId", "%SRCROOT%") }
  }

  /// Lines and columns count from 1; the end column is the one behind the last character.
  private func writeRegion(_ span: Span, _ region: inout JSONWriter) {
    guard let start = positions.position(span.start, in: span.file),
      let end = positions.position(max(span.start, span.end), in: span.file)
    else { return }
    region.member("startLine", start.line)
    region.member("startColumn", start.column)
    region.member("endLine", end.line)
    region.member("endColumn", end.column)
  }
}
