import Booking
import ServiceKit

await ServiceRunner.main(BookingService.self)
