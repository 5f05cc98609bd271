// Asks what to do next for each journey state, one a line of FILE or standard input; does it; reports the outcome. Copy
// it and replace deliver. RUN names the run, or else the date: a run that is repeated within a day gets the same
// answers, and nothing is recorded twice. Exit code 1: something was refused or warned of; 75: no daemon answers.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

// deliver carries out an action; an error says that it was not sent. The decision is the key under which to send once.
func deliver(action, channel, decision, journey string) error {
	journey = strings.NewReplacer("\t", "?", "\n", "?", "\r", "?").Replace(journey)
	_, err := fmt.Println(strings.Join([]string{action, channel, decision, journey}, "\t"))
	return err
}

type answer struct {
	Status                    int
	Detail, Decision, Journey string
	Reserved                  []string
	Released, Closed          string `json:"-"`
	Recommendations           []struct{ Action, Channel string }
	Warnings                  []struct{ Detail string }
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

var folder = or(os.Getenv("XDG_RUNTIME_DIR"), "/run/waymark")
var transport = &http.Transport{Dial: func(_, _ string) (net.Conn, error) {
	return net.Dial("unix", or(os.Getenv("WAYMARK_SOCKET_PATH"), folder+"/waymark.sock"))
}}
var daemon = http.Client{Timeout: 30 * time.Second, Transport: transport}

// ask returns the daemon's answer, for which it waits half a minute while the daemon is away.
func ask(path, body string, header http.Header) answer {
	for _, pause := range []time.Duration{100, 400, 1000, 3000, 9000, 16000, 0} {
		request, _ := http.NewRequest("POST", "http://waymark"+path, strings.NewReader(body))
		request.Header = header
		response, err := daemon.Do(request)
		found, wait := answer{}, time.Duration(0)
		if err == nil {
			text, _ := io.ReadAll(response.Body)
			response.Body.Close()
			err = json.Unmarshal(text, &found)
			found.Status = response.StatusCode
			found.Released = response.Header.Get("Idempotency-Released")
			found.Closed = response.Header.Get("Idempotency-Closed")
			wait, _ = time.ParseDuration(response.Header.Get("Retry-After") + "s")
		}
		if err == nil && found.Status != 408 && found.Status != 503 {
			return found
		}
		log.Print("the daemon is away: ", or(found.Detail, fmt.Sprint(err)))
		if pause == 0 {
			break
		}
		time.Sleep(pause*time.Millisecond + wait)
	}
	os.Exit(75)
	return answer{}
}

func main() {
	log.SetFlags(0)
	if len(os.Args) > 1 {
		os.Stdin, _ = os.Open(os.Args[1])
	}
	states, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	code, run, decisions := 0, or(os.Getenv("RUN"), time.Now().Format("2006-01-02")), map[string]bool{}
	for index, state := range strings.Split(string(states), "\n") {
		var asked answer // of which only the journey counts; what is wrong with a state, the daemon says
		if _ = json.Unmarshal([]byte(state), &asked); strings.TrimSpace(state) == "" {
			continue
		}
		key := fmt.Sprintf("%x", sha256.Sum256([]byte(run+" "+asked.Journey)))
		found := ask("/v1/next", state, http.Header{"Idempotency-Key": {key}})
		for _, warning := range found.Warnings {
			log.Printf("line %d is not sent: %s", index+1, warning.Detail)
			code = 1
		}
		if found.Status != 200 {
			log.Printf("line %d: %s", index+1, found.Detail)
			code = 1
		} else if found.Closed != "" {
			log.Printf("line %d is not sent: its channel was closed", index+1)
		} else if len(found.Reserved) > 0 && found.Released == "" && !decisions[found.Decision] {
			first, outcome := found.Recommendations[0], "delivered"
			if len(found.Warnings) > 0 { // what nobody knows may be a no
				outcome = "not_sent"
			} else if err := deliver(first.Action, or(first.Channel, "-"), found.Decision, found.Journey); err != nil {
				log.Printf("line %d is not sent: %s", index+1, err)
				outcome = "not_sent"
			}
			report, _ := json.Marshal(map[string]string{"decision": found.Decision, "action": first.Action, "outcome": outcome})
			if told := ask("/v1/outcomes", string(report), http.Header{}); told.Status != 200 {
				log.Printf("line %d: %s", index+1, told.Detail)
				code = 1
			}
			decisions[found.Decision] = true
		}
	}
	os.Exit(code)
}
