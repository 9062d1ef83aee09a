// One statement a transaction with pgx, as its documentation advises: a pool, and statements prepared once by its cache.
//
//	peer -work commit|read [-tasks 32] [-seconds 5] [-rows 100000]
//
// Setting: BENCH_DATABASE_URL.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v4/pgxpool"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	work := flag.String("work", "", "commit or read")
	tasks := flag.Int("tasks", 32, "how many at once, each with a connection")
	seconds := flag.Int("seconds", 5, "for how long")
	rows := flag.Int("rows", 100000, "how many there are to read")
	flag.Parse()
	ctx := context.Background()
	settings, err := pgxpool.ParseConfig(os.Getenv("BENCH_DATABASE_URL"))
	check(err)
	settings.MaxConns = int32(*tasks)
	pool, err := pgxpool.ConnectConfig(ctx, settings)
	check(err)
	step := map[string]func(*rand.Rand){
		"commit": func(random *rand.Rand) {
			_, err := pool.Exec(ctx, "INSERT INTO written (key, amount, note) VALUES ($1, $2, $3)",
				random.Int63n(1_000_000_000), random.Int63n(100_000), "a row of the benchmark")
			check(err)
		},
		"read": func(random *rand.Rand) {
			var amount int64
			var note string
			key := 1 + random.Int63n(int64(*rows))
			check(pool.QueryRow(ctx, "SELECT amount, note FROM kept WHERE key = $1", key).Scan(&amount, &note))
		},
	}[*work]

	var group sync.WaitGroup
	var count int64
	start := time.Now()
	end := start.Add(time.Duration(*seconds) * time.Second)
	for task := 0; task < *tasks; task++ {
		group.Add(1)
		go func(seed int64) {
			defer group.Done()
			random, done := rand.New(rand.NewSource(seed)), int64(0)
			for ; time.Now().Before(end); done++ {
				step(random)
			}
			atomic.AddInt64(&count, done)
		}(int64(task))
	}
	group.Wait()
	fmt.Printf(`{"transactions_per_second":%f}`+"\n", float64(count)/time.Since(start).Seconds())
}
