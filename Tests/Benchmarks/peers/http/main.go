// Ping and echo with net/http and encoding/json alone.
//
//	main ADDRESS
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/google/uuid"
)

type named struct {
	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
}

type workshop struct {
	named
	TimeZone string  `json:"timeZone"`
	Country  string  `json:"country"`
	Address  string  `json:"address"`
	Phone    *string `json:"phone,omitempty"`
}

type customer struct {
	named
	Email  string  `json:"email"`
	Phone  *string `json:"phone,omitempty"`
	Locale string  `json:"locale"`
}

type vehicle struct {
	ID        uuid.UUID `json:"id"`
	Plate     string    `json:"plate"`
	VIN       *string   `json:"vin,omitempty"`
	Make      string    `json:"make"`
	Model     string    `json:"model"`
	Year      *int      `json:"year,omitempty"`
	Class     string    `json:"class"`
	MileageKm *int      `json:"mileageKm,omitempty"`
}

type money struct {
	Amount   int    `json:"amount"`
	Currency string `json:"currency"`
}

type service struct {
	ID           uuid.UUID `json:"id"`
	Code         string    `json:"code"`
	Name         string    `json:"name"`
	LabourTenths int       `json:"labourTenths"`
	Price        money     `json:"price"`
	Skill        *string   `json:"skill,omitempty"`
	Level        *int      `json:"level,omitempty"`
}

type appointment struct {
	ID         uuid.UUID `json:"id"`
	Version    int64     `json:"version"`
	Status     string    `json:"status"`
	Workshop   workshop  `json:"workshop"`
	Customer   customer  `json:"customer"`
	Vehicle    vehicle   `json:"vehicle"`
	Services   []service `json:"services"`
	Technician named     `json:"technician"`
	Bay        named     `json:"bay"`
	Tools      []named   `json:"tools"`
	Start      time.Time `json:"start"`
	End        time.Time `json:"end"`
	Price      money     `json:"price"`
	Channel    string    `json:"channel"`
	Note       *string   `json:"note,omitempty"`
	BookedAt   time.Time `json:"bookedAt"`
	ChangedAt  time.Time `json:"changedAt"`
}

func answer(w http.ResponseWriter, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

func main() {
	http.HandleFunc("/ping", func(w http.ResponseWriter, r *http.Request) {
		answer(w, map[string]string{"message": "pong"})
	})
	http.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		var value appointment
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&value); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		answer(w, value)
	})
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("ready")
	log.Fatal(http.Serve(listener, nil))
}
