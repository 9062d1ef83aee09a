// The event path as a Go team would write it: pgx for the transactions, amqp091 for publishing and consuming, each as its documentation
// advises: a pool with prepared statements, a batch for what needs no answer in between, confirms waited for by the batch, prefetch. One
// process on all cores: producers, relay and consumers.
//
//	peer [-events 20000] [-tasks 32] [-rate 0] [-batch 1]
//
// With -batch 1 a message is a transaction, as every example has it; with more, a consumer gathers that many before it begins one.
// Settings: BENCH_DATABASE_URL, BENCH_AMQP_URL, BENCH_QUEUE, BENCH_TEMPLATE.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"sync"
	"time"

	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
)

const exchange = "pitcrew.events"

var (
	events  = flag.Int("events", 20000, "how many transactions with an event")
	tasks   = flag.Int("tasks", 32, "how many producers at once")
	rate    = flag.Float64("rate", 0, "events a second, 0 for as many as go")
	batch   = flag.Int("batch", 1, "messages a consumer's transaction")
	ctx     = context.Background()
	created = "appointment.created"
)

const tables = `
	CREATE TABLE bookings (id uuid PRIMARY KEY, version bigint NOT NULL, starts_at timestamptz NOT NULL, price bigint NOT NULL,
		due_at timestamptz NOT NULL);
	CREATE TABLE outbox (position bigserial PRIMARY KEY, event_id uuid NOT NULL, type text NOT NULL, body text NOT NULL,
		sent_at timestamptz);
	CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;
	CREATE TABLE inbox (event_id uuid PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now());
	CREATE TABLE effects (id uuid PRIMARY KEY, version bigint NOT NULL, price bigint NOT NULL)`

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func newID() (id [16]byte) {
	_, err := rand.Read(id[:])
	check(err)
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}

func text(id [16]byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[0:4], id[4:6], id[6:8], id[8:10], id[10:16])
}

// book is one business transaction. Its statements need no answer in between, so they go as one batch, which is one transaction.
func book(pool *pgxpool.Pool, template appointment, due time.Time) error {
	id := newID()
	template.ID = text(id)
	body, err := json.Marshal(template)
	if err != nil {
		return err
	}
	both := &pgx.Batch{}
	both.Queue("INSERT INTO bookings (id, version, starts_at, price, due_at) VALUES ($1, $2, $3, $4, $5)",
		id, template.Version, template.Start, template.Price.Amount, due)
	both.Queue("INSERT INTO outbox (event_id, type, body) VALUES ($1, $2, $3)", newID(), created, string(body))
	return pool.SendBatch(ctx, both).Close()
}

// produce books at the rate asked for; what is late is not forgotten: its latency counts from when it was due.
func produce(pool *pgxpool.Pool, template appointment, wake chan<- struct{}) {
	var group sync.WaitGroup
	start := time.Now()
	for task := 0; task < *tasks; task++ {
		group.Add(1)
		go func(task int) {
			defer group.Done()
			for index := task; index < *events; index += *tasks {
				due := time.Now()
				if *rate > 0 {
					due = start.Add(time.Duration(float64(index) / *rate * float64(time.Second)))
					time.Sleep(time.Until(due))
				}
				check(book(pool, template, due))
				select {
				case wake <- struct{}{}:
				default:
				}
			}
		}(task)
	}
	group.Wait()
}

func main() {
	flag.Parse()
	var template appointment
	check(json.Unmarshal([]byte(os.Getenv("BENCH_TEMPLATE")), &template))
	settings, err := pgxpool.ParseConfig(os.Getenv("BENCH_DATABASE_URL"))
	check(err)
	settings.MaxConns = 16
	pool, err := pgxpool.ConnectConfig(ctx, settings)
	check(err)
	defer pool.Close()
	_, err = pool.Exec(ctx, tables)
	check(err)
	wake := make(chan struct{}, 1)
	startRelay(pool, wake)
	startConsumers(pool)

	start := time.Now()
	produce(pool, template, wake)
	for count := 0; count < *events; time.Sleep(20 * time.Millisecond) {
		check(pool.QueryRow(ctx, "SELECT count(*) FROM effects").Scan(&count))
	}
	seconds := time.Since(start).Seconds()
	fmt.Printf(`{"events":%d,"seconds":%f,"events_per_second":%f}`+"\n", *events, seconds, float64(*events)/seconds)
}
