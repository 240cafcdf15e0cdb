import Testing

@testable import bantam

/// A run says what of the database the rules do not speak of any more.
struct LeftoverTests {
  @Test func campaignsThatAreGoneAreTold() throws {
    let process = try LeadProcess()
    let first = process.bantam("run")
    #expect(first.status == .clean && !first.errors.contains("note:"))
    try process.write(
      "rules.bant", LeadProcess.twoProjects.replacing("campaign spring", with: "campaign summer"))
    let run = process.bantam("run")
    #expect(run.errors.contains("campaign `spring` is not in the rules any more; its 6 members stay"), "\(run.errors)")
  }

  @Test func stagesThatAreGoneAreTold() throws {
    let process = try LeadProcess()
    process.bantam("run")
    let renamed = LeadProcess.twoProjects.replacing("stage lead ", with: "stage interested ")
      .replacing("to lead", with: "to interested").replacing("    lead ", with: "    interested ")
    try process.write("rules.bant", renamed)
    let run = process.bantam("run")
    #expect(run.errors.contains("6 contacts stand at stage `lead` of funnel `way`"), "\(run.errors)")
  }
}
