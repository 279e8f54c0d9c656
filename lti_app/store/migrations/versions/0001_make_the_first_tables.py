"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

from lti_app.store.database import UtcDateTime

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('institution',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_institution'))
    )
    op.create_table('tool_key',
    sa.Column('kid', sa.String(length=64), nullable=False),
    sa.Column('private_pem', sa.Text(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('active_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('retired_at', UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('kid', name=op.f('pk_tool_key'))
    )
    op.create_table('job',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('worker', sa.String(length=64), nullable=True),
    sa.Column('lease_until', UtcDateTime(timezone=True), nullable=True),
    sa.Column('run_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('error_code', sa.String(length=60), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_job_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_state'), ['state'], unique=False)

    op.create_table('platform',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('issuer', sa.String(length=500), nullable=False),
    sa.Column('client_id', sa.String(length=200), nullable=False),
    sa.Column('authorization_url', sa.String(length=1000), nullable=False),
    sa.Column('token_url', sa.String(length=1000), nullable=False),
    sa.Column('jwks_url', sa.String(length=1000), nullable=False),
    sa.Column('audience', sa.String(length=1000), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_platform_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_platform')),
    sa.UniqueConstraint('issuer', 'client_id', name=op.f('uq_platform_issuer_client_id'))
    )
    with op.batch_alter_table('platform', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_platform_institution_id'), ['institution_id'], unique=False)

    op.create_table('deployment',
    sa.Column('platform_id', sa.String(length=32), nullable=False),
    sa.Column('deployment_id', sa.String(length=255), nullable=False),
    sa.Column('last_launched_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_deployment_institution_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_deployment_platform_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deployment')),
    sa.UniqueConstraint('platform_id', 'deployment_id', name=op.f('uq_deployment_platform_id_deployment_id'))
    )
    with op.batch_alter_table('deployment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deployment_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deployment_platform_id'), ['platform_id'], unique=False)

    op.create_table('login',
    sa.Column('state_digest', sa.String(length=64), nullable=False),
    sa.Column('platform_id', sa.String(length=32), nullable=False),
    sa.Column('nonce', sa.String(length=64), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_login_institution_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_login_platform_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login')),
    sa.UniqueConstraint('state_digest', name=op.f('uq_login_state_digest'))
    )
    with op.batch_alter_table('login', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_login_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_login_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_login_platform_id'), ['platform_id'], unique=False)

    op.create_table('person',
    sa.Column('platform_id', sa.String(length=32), nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_person_institution_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_person_platform_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('platform_id', 'subject', name=op.f('uq_person_platform_id_subject'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_platform_id'), ['platform_id'], unique=False)

    op.create_table('course',
    sa.Column('deployment_id', sa.String(length=32), nullable=False),
    sa.Column('context_id', sa.String(length=255), nullable=False),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['deployment_id'], ['deployment.id'], name=op.f('fk_course_deployment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_course_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course')),
    sa.UniqueConstraint('deployment_id', 'context_id', name=op.f('uq_course_deployment_id_context_id'))
    )
    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_deployment_id'), ['deployment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_course_institution_id'), ['institution_id'], unique=False)

    op.create_table('assistant',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('greeting', sa.Text(), nullable=False),
    sa.Column('scope_note', sa.Text(), nullable=False),
    sa.Column('starter_questions', sa.JSON(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_assistant_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_assistant_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assistant'))
    )
    with op.batch_alter_table('assistant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assistant_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assistant_institution_id'), ['institution_id'], unique=False)

    op.create_table('document',
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('file_name', sa.String(length=500), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('size_bytes', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('failure', sa.String(length=40), nullable=True),
    sa.Column('page_count', sa.Integer(), nullable=False),
    sa.Column('word_count', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_document_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_document_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('course_id', 'digest', name=op.f('uq_document_course_id_digest'))
    )
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_institution_id'), ['institution_id'], unique=False)

    op.create_table('visit',
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('platform_id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('started_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_visit_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_visit_institution_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_visit_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_visit_platform_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_visit_token_digest'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_platform_id'), ['platform_id'], unique=False)

    op.create_table('conversation',
    sa.Column('assistant_id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['assistant_id'], ['assistant.id'], name=op.f('fk_conversation_assistant_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_conversation_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_conversation_institution_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_conversation_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversation'))
    )
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conversation_assistant_id'), ['assistant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conversation_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conversation_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index('ix_conversation_owner', ['course_id', 'person_id', 'updated_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_conversation_person_id'), ['person_id'], unique=False)

    op.create_table('document_page',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_document_page_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_page_document_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_document_page_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_page')),
    sa.UniqueConstraint('document_id', 'number', name=op.f('uq_document_page_document_id_number'))
    )
    with op.batch_alter_table('document_page', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_page_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_page_document_id'), ['document_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_page_institution_id'), ['institution_id'], unique=False)

    op.create_table('resource_link',
    sa.Column('resource_link_id', sa.String(length=255), nullable=False),
    sa.Column('assistant_id', sa.String(length=32), nullable=False),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['assistant_id'], ['assistant.id'], name=op.f('fk_resource_link_assistant_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_resource_link_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_resource_link_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_link')),
    sa.UniqueConstraint('course_id', 'resource_link_id', name=op.f('uq_resource_link_course_id_resource_link_id'))
    )
    with op.batch_alter_table('resource_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_link_assistant_id'), ['assistant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resource_link_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resource_link_institution_id'), ['institution_id'], unique=False)

    op.create_table('question',
    sa.Column('conversation_id', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('asked_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], name=op.f('fk_question_conversation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_question_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_question_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_conversation_id'), ['conversation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index('ix_question_talk', ['conversation_id', 'asked_at'], unique=False)

    op.create_table('answer',
    sa.Column('question_id', sa.String(length=32), nullable=False),
    sa.Column('engine', sa.String(length=100), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('prompt_version', sa.String(length=40), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sources', sa.JSON(), nullable=False),
    sa.Column('ending', sa.String(length=40), nullable=True),
    sa.Column('is_stop_wanted', sa.Boolean(), nullable=False),
    sa.Column('started_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('touched_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('rating', sa.String(length=10), nullable=True),
    sa.Column('rating_reasons', sa.JSON(), nullable=False),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_answer_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_answer_institution_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_answer_question_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_question_id'), ['question_id'], unique=False)

    op.create_table('usage',
    sa.Column('answer_id', sa.String(length=32), nullable=True),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('model', sa.String(length=100), nullable=False),
    sa.Column('prompt_version', sa.String(length=40), nullable=False),
    sa.Column('input_tokens', sa.Integer(), nullable=False),
    sa.Column('output_tokens', sa.Integer(), nullable=False),
    sa.Column('cached_tokens', sa.Integer(), nullable=False),
    sa.Column('first_text_ms', sa.Integer(), nullable=True),
    sa.Column('total_ms', sa.Integer(), nullable=False),
    sa.Column('ending', sa.String(length=40), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('course_id', sa.String(length=32), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('institution_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_usage_answer_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_usage_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_usage_institution_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_usage'))
    )
    with op.batch_alter_table('usage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_usage_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_usage_course_id'), ['course_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_usage_institution_id'), ['institution_id'], unique=False)




def downgrade() -> None:
    with op.batch_alter_table('usage', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_usage_institution_id'))
        batch_op.drop_index(batch_op.f('ix_usage_course_id'))
        batch_op.drop_index(batch_op.f('ix_usage_answer_id'))

    op.drop_table('usage')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_question_id'))
        batch_op.drop_index(batch_op.f('ix_answer_institution_id'))
        batch_op.drop_index(batch_op.f('ix_answer_course_id'))

    op.drop_table('answer')
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index('ix_question_talk')
        batch_op.drop_index(batch_op.f('ix_question_institution_id'))
        batch_op.drop_index(batch_op.f('ix_question_course_id'))
        batch_op.drop_index(batch_op.f('ix_question_conversation_id'))

    op.drop_table('question')
    with op.batch_alter_table('resource_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_link_institution_id'))
        batch_op.drop_index(batch_op.f('ix_resource_link_course_id'))
        batch_op.drop_index(batch_op.f('ix_resource_link_assistant_id'))

    op.drop_table('resource_link')
    with op.batch_alter_table('document_page', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_page_institution_id'))
        batch_op.drop_index(batch_op.f('ix_document_page_document_id'))
        batch_op.drop_index(batch_op.f('ix_document_page_course_id'))

    op.drop_table('document_page')
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conversation_person_id'))
        batch_op.drop_index('ix_conversation_owner')
        batch_op.drop_index(batch_op.f('ix_conversation_institution_id'))
        batch_op.drop_index(batch_op.f('ix_conversation_course_id'))
        batch_op.drop_index(batch_op.f('ix_conversation_assistant_id'))

    op.drop_table('conversation')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_platform_id'))
        batch_op.drop_index(batch_op.f('ix_visit_person_id'))
        batch_op.drop_index(batch_op.f('ix_visit_institution_id'))
        batch_op.drop_index(batch_op.f('ix_visit_expires_at'))
        batch_op.drop_index(batch_op.f('ix_visit_course_id'))

    op.drop_table('visit')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_institution_id'))
        batch_op.drop_index(batch_op.f('ix_document_course_id'))

    op.drop_table('document')
    with op.batch_alter_table('assistant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assistant_institution_id'))
        batch_op.drop_index(batch_op.f('ix_assistant_course_id'))

    op.drop_table('assistant')
    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_course_institution_id'))
        batch_op.drop_index(batch_op.f('ix_course_deployment_id'))

    op.drop_table('course')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_platform_id'))
        batch_op.drop_index(batch_op.f('ix_person_institution_id'))

    op.drop_table('person')
    with op.batch_alter_table('login', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_login_platform_id'))
        batch_op.drop_index(batch_op.f('ix_login_institution_id'))
        batch_op.drop_index(batch_op.f('ix_login_expires_at'))

    op.drop_table('login')
    with op.batch_alter_table('deployment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deployment_platform_id'))
        batch_op.drop_index(batch_op.f('ix_deployment_institution_id'))

    op.drop_table('deployment')
    with op.batch_alter_table('platform', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_platform_institution_id'))

    op.drop_table('platform')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_state'))
        batch_op.drop_index(batch_op.f('ix_job_institution_id'))

    op.drop_table('job')
    op.drop_table('tool_key')
    op.drop_table('institution')

