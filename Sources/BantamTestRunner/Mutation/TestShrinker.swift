import BantamPlan
import BantamProgram
import BantamSystem

/// Makes a test shorter as long as it shows the same: contacts, activities and values that do not matter go.
struct TestShrinker {
  /// Whether a test still shows what it should.
  private let shows: (Test) -> Bool
  private let clock: RunClock

  private static let mostTried = 80

  init(zone: ZoneRules, _ shows: @escaping (Test) -> Bool) {
    self.shows = shows
    clock = RunClock(asOf: 0, zone: zone)
  }

  func shrunk(_ test: Test) -> Test {
    var best = test
    var tried = 0
    func attempt(_ candidate: Test?) {
      guard let candidate, tried < Self.mostTried else { return }
      tried += 1
      if shows(candidate) { best = candidate }
    }
    for contact in test.contacts.indices.reversed() { attempt(without(contact: contact, best)) }
    for index in best.activities.indices.reversed() {
      var shorter = best
      shorter.activities.remove(at: index)
      attempt(shorter)
    }
    for index in best.activities.indices {
      var plainer = best
      plainer.activities[index].at = .day(clock.day(of: best.activities[index].at))
      attempt(plainer)
    }
    for contact in best.contacts.indices {
      for index in best.contacts[contact].values.indices.reversed() {
        var shorter = best
        shorter.contacts[contact].values.remove(at: index)
        attempt(shorter)
      }
      attempt(withoutRecords(contact, best))
    }
    return best
  }

  /// nil where the contact is asked for, or another one is of it.
  private func without(contact: Int, _ test: Test) -> Test? {
    if test.expectations.contains(where: { $0.contact == contact }) { return nil }
    if test.contacts.contains(where: { $0.company == contact }) { return nil }
    func moved(_ index: Int) -> Int { index > contact ? index - 1 : index }
    var test = test
    test.contacts.remove(at: contact)
    for index in test.contacts.indices { test.contacts[index].company = test.contacts[index].company.map(moved) }
    test.activities.removeAll { $0.contact == contact }
    for index in test.activities.indices { test.activities[index].contact = moved(test.activities[index].contact) }
    for index in test.expectations.indices {
      test.expectations[index].contact = moved(test.expectations[index].contact)
    }
    return test
  }

  private func withoutRecords(_ contact: Int, _ test: Test) -> Test? {
    var test = test
    let given = test.contacts[contact]
    test.contacts[contact].consents = []
    test.contacts[contact].objections = []
    test.contacts[contact].suppressedChannels = []
    test.contacts[contact].memberships = []
    test.contacts[contact].stages = []
    let isSame =
      given.consents.isEmpty && given.objections.isEmpty && given.suppressedChannels.isEmpty
      && given.memberships.isEmpty && given.stages.isEmpty
    return isSame ? nil : test
  }
}
