import BantamProgram
import BantamSession
import BantamSystem

/// Two rule sets to be compared on the contacts of one database.
public struct DiffRequest {
  public var old: Rules
  public var new: Rules
  public var database: String
  /// The instant of both, as written; nil: that of the new rules, else now.
  public var asOf: String?
  /// Only this campaign.
  public var campaign: String?
  /// Segments too; they always are where neither side has campaigns.
  public var comparesSegments = false
  public var threads = coreCount()

  public init(old: Rules, new: Rules, database: String) {
    self.old = old
    self.new = new
    self.database = database
  }
}

extension DiffRequest {
  var wantsSegments: Bool {
    comparesSegments || old.program.campaigns.isEmpty && new.program.campaigns.isEmpty
  }
}
