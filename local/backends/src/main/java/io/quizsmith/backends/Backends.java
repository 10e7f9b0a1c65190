package io.quizsmith.backends;

import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * DynamoDB Local and ElasticMQ, on free ports, until standard input ends: with the process that
 * started this one, in whatever way it goes. Says {@code ready <dynamodb port> <sqs port>} once
 * both answer. The one argument, if any, is the folder to keep the table in.
 *
 * <p>A line {@code ahead <milliseconds>} on standard input sets the queues' clock ahead by so much
 * in all, which is confirmed by the same line: messages that are hidden or delayed come sooner.
 */
public final class Backends {

    private Backends() {}

    public static void main(String[] args) throws Exception {
        int dynamoPort = freePort();
        DynamoDBProxyServer dynamo = dynamo(dynamoPort, args);
        dynamo.start();
        int sqsPort = QueueLoader.startQueues();
        System.out.println("ready " + dynamoPort + " " + sqsPort);
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            QueueClock.setAhead(Long.parseLong(line.substring("ahead ".length())));
            System.out.println(line);
        }
        Runtime.getRuntime().halt(0); // nothing of these two is worth an orderly end
    }

    private static DynamoDBProxyServer dynamo(int port, String[] args) throws Exception {
        var options =
                args.length == 0
                        ? List.of("-inMemory")
                        : List.of("-dbPath", Files.createDirectories(Path.of(args[0])).toString());
        var all = new ArrayList<>(options);
        all.addAll(List.of("-port", Integer.toString(port), "-sharedDb", "-disableTelemetry"));
        return ServerRunner.createServerFromCommandLineArgs(all.toArray(String[]::new));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
