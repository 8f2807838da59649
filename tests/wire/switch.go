package main

import (
	"bufio"
	"fmt"
	"math/rand"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A frame on its way to a port.
type frame struct {
	due  time.Time
	data []byte
}

// A port is the switch's end of a namespace's cable.
type port struct {
	name string
	tap  *os.File
	out  chan frame
}

type mac [6]byte

// A direction in which frames do not pass.
type cut struct{ from, to string }

// A cable is the switch with what it does to frames.
type cable struct {
	ports []*port

	mutex   sync.Mutex
	learned map[mac]*port
	cuts    map[cut]bool
	delay   time.Duration
	loss    float64
}

func serveSwitch(socket string, ends []string) error {
	wire := &cable{learned: map[mac]*port{}, cuts: map[cut]bool{}}
	for _, end := range ends {
		name, address, _ := strings.Cut(end, "=")
		tap, err := openTap(name, address)
		if err != nil {
			return err
		}
		wire.ports = append(wire.ports, &port{name: name, tap: tap, out: make(chan frame, 1<<15)})
	}
	for _, each := range wire.ports {
		go each.send()
		go wire.receive(each)
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go wire.takeOrders(connection)
	}
}

// receive reads frames from a namespace and hands them to the ports they are for.
func (wire *cable) receive(from *port) {
	buffer := make([]byte, longestMtu)
	for {
		length, err := from.tap.Read(buffer)
		if err != nil {
			return
		}
		if length >= 14 {
			wire.pass(from, append([]byte(nil), buffer[:length]...))
		}
	}
}

func (wire *cable) pass(from *port, data []byte) {
	wire.mutex.Lock()
	defer wire.mutex.Unlock()
	wire.learned[mac(data[6:12])] = from
	addressee := wire.learned[mac(data[0:6])]
	due := time.Now().Add(wire.delay)
	for _, to := range wire.ports {
		if to == from || (addressee != nil && to != addressee) {
			continue
		}
		if wire.cuts[cut{from.name, to.name}] || rand.Float64() < wire.loss {
			continue
		}
		select {
		case to.out <- frame{due, data}:
		default:
			// The queue is full: the frame is lost, as on a real switch.
		}
	}
}

// send writes frames to a namespace when they are due.
func (to *port) send() {
	for each := range to.out {
		if wait := time.Until(each.due); wait > 0 {
			time.Sleep(wait)
		}
		to.tap.Write(each.data)
	}
}

func (wire *cable) takeOrders(connection net.Conn) {
	defer connection.Close()
	lines := bufio.NewScanner(connection)
	for lines.Scan() {
		fmt.Fprintln(connection, wire.carryOut(strings.Fields(lines.Text())))
	}
}

// carryOut does one order and says what came of it.
func (wire *cable) carryOut(words []string) string {
	wire.mutex.Lock()
	defer wire.mutex.Unlock()
	switch {
	case len(words) == 3 && words[0] == "cut" && wire.knows(words[1:]...):
		wire.cuts[cut{words[1], words[2]}], wire.cuts[cut{words[2], words[1]}] = true, true
	case len(words) == 3 && words[0] == "cut-one-way" && wire.knows(words[1:]...):
		wire.cuts[cut{words[1], words[2]}] = true
	case len(words) == 1 && words[0] == "heal":
		clear(wire.cuts)
		wire.delay, wire.loss = 0, 0
	case len(words) == 2 && words[0] == "delay":
		delay, err := time.ParseDuration(words[1])
		if err != nil {
			return "error: " + err.Error()
		}
		wire.delay = delay
	case len(words) == 2 && words[0] == "loss":
		loss, err := strconv.ParseFloat(words[1], 64)
		if err != nil {
			return "error: " + err.Error()
		}
		wire.loss = loss
	default:
		return "error: no such order: " + strings.Join(words, " ")
	}
	return "ok"
}

func (wire *cable) knows(names ...string) bool {
	for _, name := range names {
		known := false
		for _, each := range wire.ports {
			known = known || each.name == name
		}
		if !known {
			return false
		}
	}
	return true
}
