import BantamDiagnostics
import BantamProgram
import BantamStore
import BantamSystem

/// Why nothing was imported. The database is as it was.
public enum ImportFailure: Error {
  /// The rules could not be read, or are wrong.
  case rules(RunFailure)
  case importing(ImportError)

  public var diagnostics: [Diagnostic] {
    switch self {
    case .rules(let failure): failure.diagnostics
    case .importing(let error): [error.diagnostic]
    }
  }

  /// The files that the diagnostics' spans lie in.
  public var files: [SourceFile] {
    switch self {
    case .rules(let failure): failure.files
    case .importing: []
    }
  }
}

/// Imports files into the contact database of a rule set: its fields become columns, its currency and zone hold.
///
/// `rules` is a rule file or a folder of them; nil: there are the built-in fields only.
public func importContacts(
  _ request: ImportRequest, rules path: String?, progress: (ImportProgress) -> Void = { _ in }
) throws(ImportFailure) -> ImportReport {
  let rules: Rules
  do throws(SystemError) {
    rules = checkRules(try path.map { path throws(SystemError) in try readRules(under: path) } ?? [])
  } catch {
    throw .rules(.file(error))
  }
  if rules.hasErrors { throw .rules(.rules(rules)) }
  let report: ImportReport
  do throws(ImportError) {
    report = try importFiles(request, rules.program, progress: progress)
  } catch {
    throw .importing(error)
  }
  if !request.isDryRun { makeSnapshot(request.database, rules.program) }
  return report
}

/// So that the first run is as fast as the next ones. Where it cannot be made, that run makes it, or does without.
private func makeSnapshot(_ database: String, _ program: Program) {
  guard let zone = ZoneRules(name: program.settings.zone) else { return }
  do throws(StoreError) {
    let store = try SQLiteContactStore(path: database, program: program, access: .read)
    try store.makeSnapshot(zone: zone)
  } catch {}
}
