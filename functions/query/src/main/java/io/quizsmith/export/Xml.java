package io.quizsmith.export;

import java.io.StringWriter;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An XML document in the making; elements are written by their name, attributes and content. */
final class Xml {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;

    Xml() {
        try {
            writer = FACTORY.createXMLStreamWriter(text);
            writer.writeStartDocument("UTF-8", "1.0");
            line();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** An element with other elements in it; attributes are names and values by turns. */
    void element(String name, Runnable content, String... attributes) {
        try {
            start(name, attributes);
            line();
            content.run();
            writer.writeEndElement();
            line();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** An element with text in it. */
    void text(String name, String content, String... attributes) {
        try {
            start(name, attributes);
            writer.writeCharacters(content);
            writer.writeEndElement();
            line();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** An element with nothing in it. */
    void empty(String name, String... attributes) {
        try {
            writer.writeEmptyElement(name);
            attributes(attributes);
            line();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void start(String name, String... attributes) throws XMLStreamException {
        writer.writeStartElement(name);
        attributes(attributes);
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            writer.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private void line() throws XMLStreamException {
        writer.writeCharacters("\n");
    }

    /** The document as it is now. */
    String document() {
        try {
            writer.flush();
            return text.toString();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
