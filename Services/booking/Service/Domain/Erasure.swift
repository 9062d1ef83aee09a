import Contracts
import Foundation

/// What stands where words about a person stood.
enum Erasure {
    static let word = "erased"
    /// A top-level domain that nobody can have (RFC 2606).
    static let address = "erased@erased.invalid"
}

extension CustomerContact {
    /// The same person by id and language, and nothing else of them.
    var erased: CustomerContact { CustomerContact(id: id, name: Erasure.word, email: Erasure.address, locale: locale) }
}

extension AppointmentState {
    /// The appointment without the person: who and with which car is gone, when, where and what work stays.
    func erased(at now: Date) -> AppointmentState {
        var next = changed(at: now)
        next.customer = customer.erased
        next.vehicle.plate = Erasure.word
        next.vehicle.vin = nil
        next.note = nil
        next.manageUrl = nil
        return next
    }
}

extension ExceptionState {
    /// The request without the person and without anybody's own words.
    var erased: ExceptionState {
        var next = self
        next.customer = customer.erased
        next.note = nil
        next.decision?.note = nil
        next.manageUrl = nil
        return next
    }
}
