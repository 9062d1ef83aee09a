package main

import "time"

// appointment is the event's payload; what it has no use for is decoded all the same, as contracts ask for.
type appointment struct {
	ID            string        `json:"id"`
	Version       int64         `json:"version"`
	Status        string        `json:"status"`
	Workshop      workshop      `json:"workshop"`
	Customer      customer      `json:"customer"`
	Vehicle       vehicle       `json:"vehicle"`
	Services      []service     `json:"services"`
	Technician    named         `json:"technician"`
	Bay           named         `json:"bay"`
	Tools         []named       `json:"tools"`
	Start         time.Time     `json:"start"`
	End           time.Time     `json:"end"`
	Price         money         `json:"price"`
	Channel       string        `json:"channel"`
	Partner       *partner      `json:"partner,omitempty"`
	Note          *string       `json:"note,omitempty"`
	BookedAt      time.Time     `json:"bookedAt"`
	PreviousStart *time.Time    `json:"previousStart,omitempty"`
	Cancellation  *cancellation `json:"cancellation,omitempty"`
	ManageURL     *string       `json:"manageUrl,omitempty"`
	ChangedAt     time.Time     `json:"changedAt"`
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

type workshop struct {
	named
	Address  string `json:"address"`
	Country  string `json:"country"`
	Phone    string `json:"phone"`
	TimeZone string `json:"timeZone"`
}

type customer struct {
	named
	Email  string `json:"email"`
	Phone  string `json:"phone"`
	Locale string `json:"locale"`
}

type vehicle struct {
	ID        string `json:"id"`
	Class     string `json:"class"`
	Make      string `json:"make"`
	Model     string `json:"model"`
	Plate     string `json:"plate"`
	VIN       string `json:"vin"`
	MileageKM int    `json:"mileageKm"`
	Year      int    `json:"year"`
}

type service struct {
	named
	Code         string `json:"code"`
	LabourTenths int    `json:"labourTenths"`
	Level        int    `json:"level"`
	Skill        string `json:"skill"`
	Price        money  `json:"price"`
}

type partner struct {
	ID        string `json:"id"`
	Reference string `json:"reference"`
	RequestID string `json:"requestId"`
}

type cancellation struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
}
